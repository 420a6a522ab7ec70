// SPDX-License-Identifier: Apache-2.0
package io.taskwork.support;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;

/** Compiles Java sources that a test has written or comes with. */
public final class JavaSources {
    private JavaSources() {}

    /** Compiles the sources into a directory; fails with what the compiler says. */
    public static void compile(Path directory, Path... sources) {
        compile(List.of(), directory, sources);
    }

    /** Does the same with options of {@code javac}, such as a class path. */
    public static void compile(List<String> options, Path directory, Path... sources) {
        List<String> arguments = new ArrayList<>(options);
        arguments.add("-d");
        arguments.add(directory.toString());
        for (Path source : sources) {
            arguments.add(source.toString());
        }
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        int exitCode = ToolProvider.getSystemJavaCompiler().run(
                null, messages, messages, arguments.toArray(String[]::new));
        Await.require(exitCode == 0, "javac " + String.join(" ", arguments) + " says\n"
                + messages.toString(StandardCharsets.UTF_8));
    }
}
