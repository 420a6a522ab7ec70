// SPDX-License-Identifier: Apache-2.0
package io.taskwork.support;

import io.taskwork.classfile.ClassFiles;
import io.taskwork.classfile.CodeBuilder;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A copy of the agent's jar in which classes are weakened. A type is named as in class files; one
 * without a package is of the runtime. Fails if what is to be changed is not there, since a twin
 * that is not weaker would prove nothing.
 */
public final class TwinJar {
    private static final String BOOT = "io/taskwork/boot/";

    private TwinJar() {}

    /** Gives one method another body. Whoever asks for the jar deletes it. */
    public static Path make(Path agent, String type, String method, Consumer<CodeBuilder> body)
            throws IOException {
        Path twin = Files.createTempFile("taskwork-twin", ".jar");
        return Jars.changed(agent, twin, jar -> replaceBody(jar, type, method, body));
    }

    /** Does the same in a directory that the test framework deletes. */
    public static Path in(
            Path directory, String type, String method, Consumer<CodeBuilder> body)
            throws IOException {
        return in(directory, jar -> replaceBody(jar, type, method, body));
    }

    /** Makes a copy with more than one change, or with other ones. */
    public static Path in(Path directory, Jars.Change change) throws IOException {
        return Jars.changed(Jvm.agentJar(), directory.resolve("twin.jar"), change);
    }

    /** Gives one method of a class in the jar another body. */
    public static void replaceBody(
            FileSystem jar, String type, String method, Consumer<CodeBuilder> body)
            throws IOException {
        change(jar, type, classFile -> ClassFiles.replaceBody(classFile, method, body));
    }

    /** Changes a class in the jar. */
    public static void change(FileSystem jar, String type, UnaryOperator<byte[]> change)
            throws IOException {
        String name = type.contains("/") ? type : BOOT + type;
        Path file = jar.getPath(name + ".class");
        if (Files.notExists(file)) {
            throw new AssertionError("the agent's jar has no " + name);
        }
        Files.write(file, change.apply(Files.readAllBytes(file)));
    }
}
