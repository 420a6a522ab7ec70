// SPDX-License-Identifier: Apache-2.0
package io.taskwork.cli;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The process to attach to.
 *
 * @param pid its identifier
 */
record AttachTarget(long pid) {
    private static final String LIST = "; jps -l lists the Java processes";

    /** Throws unless there is such a process. */
    static AttachTarget of(String text) throws CommandFailure {
        long pid;
        try {
            pid = Integer.parseInt(text); // as the JDK's own attach has it
        } catch (NumberFormatException e) {
            pid = 0;
        }
        if (pid <= 0) {
            throw new CommandFailure("'" + text + "' is no process identifier" + LIST);
        }
        if (ProcessHandle.of(pid).isEmpty()) {
            throw new CommandFailure("there is no process " + pid + LIST);
        }
        return new AttachTarget(pid);
    }

    /**
     * Throws unless it is a JVM, of this user, as far as can be told. Attaching starts with a
     * SIGQUIT (VirtualMachineImpl), which means something else to other programs: some end by it.
     */
    void requireJvm() throws CommandFailure {
        String user = System.getProperty("user.name");
        String owner = ProcessHandle.of(pid).flatMap(process -> process.info().user()).orElse(user);
        if (!owner.equals(user) && !user.equals("root")) {
            throw new CommandFailure("process " + pid + " is of user " + owner
                    + "; run this as that user, you are " + user);
        }
        if (!mayHaveLibjvm() && VirtualMachine.list().stream()
                .noneMatch(jvm -> jvm.id().equals(Long.toString(pid)))) {
            throw new CommandFailure("process " + pid + " is no JVM" + LIST);
        }
    }

    /** True also where it cannot be told. */
    private boolean mayHaveLibjvm() {
        Path maps = Path.of("/proc", Long.toString(pid), "maps");
        if (!Files.isReadable(maps)) {
            return true;
        }
        try (Stream<String> lines = Files.lines(maps, StandardCharsets.ISO_8859_1)) {
            return lines.anyMatch(line -> line.contains("libjvm"));
        } catch (IOException | java.io.UncheckedIOException e) {
            return true; // it may have ended; attaching will say so
        }
    }
}
