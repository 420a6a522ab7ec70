// SPDX-License-Identifier: Apache-2.0
package io.taskwork.attach;

import io.taskwork.Status;
import io.taskwork.TaskWorks;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import net.bytebuddy.agent.ByteBuddyAgent;

/**
 * Installs the taskwork agent into the JVM that runs.
 *
 * <p>An agent that is attached comes later than one of {@code -javaagent}. Threads that start from
 * then on are as under that. Of those that were running already, one that stands in a queue of
 * {@code java.util.concurrent.locks} (of a lock, a latch, a semaphore, a condition, or a blocking
 * queue built on them) runs no works until it has left it. So install first thing in {@code main}.
 *
 * <p>The JVM warns on standard error of agents that are loaded into a JVM that runs (JEP 451), and
 * a later release may forbid them unless it is told otherwise. {@code
 * -XX:+EnableDynamicAgentLoading} says that they are meant, and {@code
 * -javaagent:taskwork-agent.jar} needs no attaching.
 */
public final class Taskwork {
    private static final String AGENT = "taskwork-agent.jar";

    private Taskwork() {}

    /**
     * Installs the agent, unless taskwork is active already: by {@code -javaagent}, by an earlier
     * call, or since the JVM is that of a woven runtime image.
     *
     * <p>On return {@link TaskWorks#status()} is {@link Status.State#ACTIVE}. It takes a
     * second or so, in part for a second JVM: by default none may attach to itself.
     *
     * @throws IllegalStateException if it could not be installed, in one line with the reason and
     *     the remedy; the classes of the JDK are then unmodified
     */
    public static synchronized void install() {
        if (isActive()) {
            return;
        }
        attach();
        Status status = TaskWorks.status();
        if (status.state() != Status.State.ACTIVE) {
            throw new IllegalStateException("taskwork is " + inOneLine(status.toString()));
        }
    }

    private static boolean isActive() {
        return TaskWorks.status().state() == Status.State.ACTIVE;
    }

    /** What the JVM refuses, it refuses to a second JVM; the reason does not come back from there. */
    private static void attach() {
        File agent;
        try {
            agent = agent();
        } catch (IOException e) {
            throw new IllegalStateException("taskwork could not be attached to this JVM: there is no"
                    + " file for the agent (" + inOneLine(e.toString()) + "); set -Djava.io.tmpdir"
                    + " to a directory that can be written, or start with -javaagent:" + AGENT, e);
        }
        try {
            ByteBuddyAgent.attach(agent, Long.toString(ProcessHandle.current().pid()));
        } catch (RuntimeException e) {
            throw new IllegalStateException("taskwork could not be attached to this JVM; start it"
                    + " without -XX:-EnableDynamicAgentLoading and -XX:+DisableAttachMechanism,"
                    + " with a JDK that has the module jdk.attach, or with -javaagent:" + AGENT, e);
        }
    }

    /** A file of its own: it stays on the class path of this JVM until that ends. */
    private static File agent() throws IOException {
        try (InputStream in = Taskwork.class.getResourceAsStream(AGENT)) {
            if (in == null) {
                throw new IOException("there is no " + AGENT + " beside " + Taskwork.class);
            }
            Path file = Files.createTempFile("taskwork-agent-", ".jar"); // for the owner alone
            file.toFile().deleteOnExit();
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            return file.toFile();
        }
    }

    private static String inOneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", "; ");
    }
}
