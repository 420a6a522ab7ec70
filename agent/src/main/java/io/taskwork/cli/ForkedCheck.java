// SPDX-License-Identifier: Apache-2.0
package io.taskwork.cli;

import io.taskwork.agent.AgentInfo;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs {@link CheckedJvm} under the agent, since only a real weave can be judged. */
final class ForkedCheck {
    /**
     * What the other JVM said.
     *
     * @param status as in {@link AgentInfo#STATUS_PROPERTY}
     * @param selfTest {@link CheckedJvm#PASSED}, or why it failed
     * @param notes what else the user should know
     */
    record Result(String status, String selfTest, List<String> notes) {}

    private ForkedCheck() {}

    static Result run(int limitSeconds) throws CommandFailure {
        try {
            Process process = new ProcessBuilder(command()).redirectErrorStream(true).start();
            process.getOutputStream().close();
            AtomicBoolean late = new AtomicBoolean();
            CompletableFuture.delayedExecutor(limitSeconds, TimeUnit.SECONDS).execute(() -> {
                late.set(true); // before the process ends and its output has been read to the end
                process.destroyForcibly();
            });
            Result result = read(process);
            return late.get() ? tooLate(result, limitSeconds) : result;
        } catch (IOException e) {
            throw new CommandFailure("no second JVM could be started: " + e.getMessage());
        } catch (InterruptedException e) {
            throw new CommandFailure("interrupted");
        }
    }

    private static Result tooLate(Result result, int limitSeconds) {
        String late = "a JVM with the agent had not ended after " + limitSeconds
                + " s; --timeout SECONDS gives it more time";
        return new Result(result.status().equals(AgentInfo.ACTIVE) ? AgentInfo.ACTIVE : late, late,
                result.notes());
    }

    private static List<String> command() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ownOptions());
        command.add("-javaagent:" + AgentInfo.ownJar());
        command.addAll(List.of("-cp", AgentInfo.ownJar().toString(), CheckedJvm.class.getName()));
        return command;
    }

    /**
     * Returns the options of this JVM without agents, so that users can check the options of their
     * own program.
     */
    private static List<String> ownOptions() {
        if (ModuleLayer.boot().findModule("java.management").isEmpty()) {
            return List.of();
        }
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> !option.startsWith("-javaagent:") && !option.startsWith("-agent")
                        && !option.startsWith("-Dcom.sun.management."))
                .toList();
    }

    private static Result read(Process process) throws IOException, InterruptedException {
        String status = null;
        String selfTest = null;
        List<String> notes = new ArrayList<>();
        String last = "";
        try (BufferedReader reader = process.inputReader()) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith(CheckedJvm.STATUS)) {
                    status = line.substring(CheckedJvm.STATUS.length());
                } else if (line.startsWith(CheckedJvm.SELF_TEST)) {
                    selfTest = line.substring(CheckedJvm.SELF_TEST.length());
                } else if (line.startsWith(CheckedJvm.NOTE)) {
                    notes.add(line.substring(CheckedJvm.NOTE.length()));
                } else {
                    last = line;
                }
            }
        }
        int exitCode = process.waitFor();
        String crash = "a JVM with the agent ended with exit code " + exitCode + ": " + last;
        return new Result(status == null ? crash : status,
                selfTest == null || exitCode != 0 ? crash : selfTest, notes);
    }
}
