// SPDX-License-Identifier: Apache-2.0
package io.taskwork.cli;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.taskwork.agent.AgentInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Loads the agent into another JVM. */
final class Attaching {
    /**
     * The status of the other JVM, before and after, as in {@link AgentInfo#STATUS_PROPERTY}.
     *
     * @param before empty if there was none
     * @param after empty if there is none; followed by the remedy, if there is one
     * @param version of the agent that is active there
     * @param polls how many polls there are, as a clause, or null
     */
    record Outcome(String before, String after, String version, String polls) {}

    private final long pid;
    private final Path jar;
    private final String options;
    private final FutureTask<Outcome> task = new FutureTask<>(this::load);

    Attaching(long pid, Path jar, String options) {
        this.pid = pid;
        this.jar = jar;
        this.options = options;
    }

    /**
     * Loads the agent, waiting for at most the given time. The attach protocol has no time limit of
     * its own: a JVM that is stopped, or busy with another request, never answers. After the limit
     * the thread that waits for it is abandoned, and ends with this program.
     */
    Outcome run(int limitSeconds) throws CommandFailure {
        Thread thread = new Thread(task, "attaching");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(limitSeconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new CommandFailure("process " + pid + " has not answered within " + limitSeconds
                    + " s; it may be stopped, or busy with another attach, and may load the agent"
                    + " later; attach again, or start it" + withAgent());
        } catch (InterruptedException e) {
            throw new CommandFailure("interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CommandFailure failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private Outcome load() throws CommandFailure {
        VirtualMachine jvm = attach();
        try {
            String before = jvm.getSystemProperties().getProperty(AgentInfo.STATUS_PROPERTY, "");
            jvm.loadAgent(jar.toString(), options);
            Properties after = jvm.getSystemProperties();
            String remedy = after.getProperty(AgentInfo.REMEDY_PROPERTY);
            return new Outcome(before, after.getProperty(AgentInfo.STATUS_PROPERTY, "")
                    + (remedy == null ? "" : "; " + remedy),
                    after.getProperty(AgentInfo.VERSION_PROPERTY, "of an unknown version"),
                    after.getProperty(AgentInfo.POLLS_PROPERTY));
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
                        + " is not a JVM, or was just started; jps -l lists the Java processes");
            }
            throw failure(e, "start it without -XX:+DisableAttachMechanism, or" + withAgent());
        } catch (IOException e) {
            throw failure(e, "start it" + withAgent());
        }
    }

    /** Compares with HotSpot's text, from {@code JvmtiAgentList::load_agent}. */
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
            // The other JVM has ended; its answer has been read.
        }
    }
}
