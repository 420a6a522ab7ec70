// SPDX-License-Identifier: Apache-2.0
package io.taskwork.cli;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.taskwork.agent.Verdict;
import java.io.IOException;
import java.nio.file.Path;

/** Loads the agent into another JVM. */
final class Attaching {
    /**
     * The status of the other JVM, before and after, as in {@link Verdict#STATUS_PROPERTY}.
     *
     * @param before empty if there was none
     * @param after empty if there is none
     */
    record Outcome(String before, String after) {}

    private final long pid;
    private final Path jar;
    private final String options;

    Attaching(long pid, Path jar, String options) {
        this.pid = pid;
        this.jar = jar;
        this.options = options;
    }

    Outcome run() throws CommandFailure {
        VirtualMachine jvm = attach();
        try {
            String before = status(jvm);
            jvm.loadAgent(jar.toString(), options);
            return new Outcome(before, status(jvm));
        } catch (AgentLoadException e) {
            throw failure(e, refusesAgents(e)
                    ? "start it without -XX:-EnableDynamicAgentLoading, or" + withAgent()
                    : "it must be able to read " + jar);
        } catch (AgentInitializationException | IOException e) {
            throw failure(e, "see what it printed, and start it" + withAgent());
        } finally {
            detach(jvm);
        }
    }

    private VirtualMachine attach() throws CommandFailure {
        try {
            return VirtualMachine.attach(Long.toString(pid));
        } catch (AttachNotSupportedException e) {
            if (String.valueOf(e.getMessage()).contains("not ready to participate")) {
                throw new CommandFailure("process " + pid
                        + " is no JVM, or was just started; jps -l lists the Java processes");
            }
            throw failure(e, "start it without -XX:+DisableAttachMechanism, or" + withAgent());
        } catch (IOException e) {
            throw failure(e, "start it" + withAgent());
        }
    }

    private static String status(VirtualMachine jvm) throws IOException {
        return jvm.getSystemProperties().getProperty(Verdict.STATUS_PROPERTY, "");
    }

    /** The text is HotSpot's, of {@code JvmtiAgentList::load_agent}. */
    private static boolean refusesAgents(AgentLoadException e) {
        return String.valueOf(e.getMessage()).contains("EnableDynamicAgentLoading");
    }

    private String withAgent() {
        return " with -javaagent:" + jar;
    }

    private CommandFailure failure(Exception e, String remedy) {
        String message = String.valueOf(e.getMessage()).strip();
        String reason =
                message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
        return new CommandFailure(
                "process " + pid + " cannot be attached to (" + reason + "); " + remedy);
    }

    private static void detach(VirtualMachine jvm) {
        try {
            jvm.detach();
        } catch (IOException e) {
            // The other JVM has ended; what it had to say was read.
        }
    }
}
