// SPDX-License-Identifier: Apache-2.0
package io.taskwork.cli;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The process to attach to.
 *
 * @param pid its identifier
 */
record AttachTarget(long pid) {
    private static final String LIST = "; jps -l lists the Java processes";

    /** Parses a process identifier; throws unless such a process exists. */
    static AttachTarget of(String text) throws CommandFailure {
        long pid;
        try {
            pid = Integer.parseInt(text); // an int, as in the JDK's own attach
        } catch (NumberFormatException e) {
            pid = 0;
        }
        if (pid <= 0) {
            throw new CommandFailure("'" + text + "' is not a process identifier" + LIST);
        }
        if (ProcessHandle.of(pid).isEmpty()) {
            throw new CommandFailure("there is no process " + pid + LIST);
        }
        return new AttachTarget(pid);
    }

    /**
     * Throws unless the process is a JVM of this user, as far as can be told. Attaching starts with
     * a SIGQUIT (VirtualMachineImpl), which has another meaning for other programs: some end
     * because of it.
     */
    void requireJvm() throws CommandFailure {
        String user = user(ProcessHandle.current()).orElse(System.getProperty("user.name"));
        String owner = ProcessHandle.of(pid).flatMap(AttachTarget::user).orElse(user);
        if (!owner.equals(user) && !user.equals("root")) {
            throw new CommandFailure("process " + pid + " belongs to user " + owner
                    + "; run this as that user; you are " + user);
        }
        if (!mayHaveLibjvm() && VirtualMachine.list().stream()
                .noneMatch(jvm -> jvm.id().equals(Long.toString(pid)))) {
            throw new CommandFailure("process " + pid + " is not a JVM" + LIST);
        }
    }

    /**
     * Returns a process's user. On Windows that has the domain before it (procToUser), unlike the
     * property {@code user.name}.
     */
    private static Optional<String> user(ProcessHandle process) {
        return process.info().user();
    }

    /** Whether the process has loaded libjvm; true also where that cannot be told. */
    private boolean mayHaveLibjvm() {
        Path maps = Path.of("/proc", Long.toString(pid), "maps");
        if (!Files.isReadable(maps)) {
            return true;
        }
        try (Stream<String> lines = Files.lines(maps, StandardCharsets.ISO_8859_1)) {
            return lines.anyMatch(line -> line.contains("libjvm"));
        } catch (IOException | java.io.UncheckedIOException e) {
            return true; // the process may have ended; attaching will report that
        }
    }
}
