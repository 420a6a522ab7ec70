// SPDX-License-Identifier: Apache-2.0
package io.taskwork.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.polled.PollLibrary;
import com.acme.polled.PollMain;
import io.taskwork.classfile.ClassFiles;
import io.taskwork.image.TestImage;
import io.taskwork.support.JavaSources;
import io.taskwork.support.Jvm;
import io.taskwork.support.LiveJvm;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Classes are woven however they come: at attach, as modules, from loaders that find nothing of
 * taskwork.
 */
@Tag("jdk")
class PollLaunchIT {
    @TempDir
    Path directory;

    @Test
    void classesThatAreLoadedAreWovenAtAttach() throws Exception {
        wovenAtAttach(new Jvm());
    }

    @Test
    void andInAWovenImage() throws Exception {
        wovenAtAttach(new Jvm(TestImage.home()));
    }

    private static void wovenAtAttach(Jvm jvm) throws Exception {
        jvm.option("-XX:+EnableDynamicAgentLoading").defaultClassPath();
        try (LiveJvm target = LiveJvm.start(jvm, PollMain.class.getName(), "attached")) {
            target.awaitLine("waiting");
            Jvm.Result result = new Jvm().option("-jar").run(120, Jvm.agentJar().toString(),
                    "attach", target.pid(), "--poll", "com.acme.polled");
            assertTrue(result.output().matches("process \\d+: [1-9]\\d* poll points in [1-9]\\d*"
                    + " classes\\R(?s:.*)"), result.output());
            assertEquals(0, result.exitCode());
            target.say("go");
            assertEquals(0, target.exitCode(), target.output());
            assertTrue(target.output().endsWith("ok" + System.lineSeparator()), target.output());
        }
    }

    @Test
    void namesThatAreNoneAreRefusedBeforeTheAttach() throws Exception {
        Jvm.Result result = new Jvm().option("-jar").run(120, Jvm.agentJar().toString(),
                "attach", Long.toString(ProcessHandle.current().pid()), "--poll", "java.util");
        assertTrue(result.output().startsWith("taskwork-agent: --poll: 'java.util' is refused"),
                result.output());
        assertEquals(1, result.exitCode());
    }

    @Test
    void aNamedModule() throws Exception {
        Path sources = Files.createDirectories(directory.resolve("src/app"));
        Path classes = directory.resolve("mods/app");
        Files.writeString(sources.resolveSibling("module-info.java"), """
                module app {
                    requires io.taskwork;
                }
                """);
        Files.writeString(sources.resolve("App.java"), """
                package app;

                import io.taskwork.*;

                public class App {
                    static volatile boolean stop;

                    public static void main(String[] args) throws Exception {
                        Thread thread = Thread.startVirtualThread(() -> {
                            while (!stop) { }
                        });
                        TaskWorks.add(thread, () -> stop = true, Notify.SIGNAL);
                        thread.join();
                        System.out.println("stopped");
                    }
                }
                """);
        JavaSources.compile(List.of("-p", Jvm.apiJar().toString()), classes,
                sources.resolveSibling("module-info.java"), sources.resolve("App.java"));
        String path = String.join(File.pathSeparator, Jvm.apiJar().toString(), classes.toString());
        Jvm.Result result = new Jvm().option("-javaagent:" + Jvm.agentJar() + "=poll=app")
                .option("-p").option(path).run(60, "-m", "app/app.App");
        assertEquals("stopped" + System.lineSeparator(), result.output());
    }

    /** All classes of a large library come from a loader that hands on packages of the JDK only. */
    @Test
    void aLibraryInALoaderThatFindsNothingOfTaskwork() throws Exception {
        Jvm.Result result = new Jvm()
                .option("-javaagent:" + Jvm.agentJar() + "=poll=net.bytebuddy")
                .defaultClassPath()
                .run(120, PollLibrary.class.getName(), ClassFiles.library().toString());
        assertTrue(result.output().matches("[1-9]\\d{2,} classes linked, [1-9]\\d{3,} poll points"
                + " in [1-9]\\d{2,} classes\\R"), result.output());
    }

    @Test
    void checkCountsAhead() throws Exception {
        Jvm.Result result = new Jvm().option("-jar").run(180, Jvm.agentJar().toString(), "check",
                "--poll", "com.acme.polled.Scenes", "--class-path", Jvm.testClasses().toString());
        assertTrue(result.output().matches(
                "polls      [1-9]\\d poll points in [1-9]\\d* classes\\R(?s:.*)"),
                result.output());
        assertEquals(0, result.exitCode());
    }
}
