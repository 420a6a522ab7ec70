// SPDX-License-Identifier: Apache-2.0
package io.taskwork.launching;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.taskwork.support.JavaSources;
import io.taskwork.support.Jvm;
import io.taskwork.support.Tour;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However the JVM is started, the agent is active, the run points work, and nothing is printed. */
@Tag("jdk")
class LaunchModesIT {
    /** All that the tour prints, and so all that may be on standard output and standard error. */
    private static final String TOUR = "ACTIVE 9" + System.lineSeparator();

    @TempDir
    Path directory;

    private static Jvm jvm() {
        return new Jvm().agent(Jvm.agentJar());
    }

    private static void tours(Jvm jvm) throws Exception {
        expect(TOUR, jvm.run(60, Tour.class.getName()));
    }

    private static void expect(String output, Jvm.Result result) {
        assertEquals(output, result.output());
        assertEquals(0, result.exitCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "-Xshare:off",
        // so that the woven classes of the boot loader are verified
        "-XX:+UnlockDiagnosticVMOptions -XX:+BytecodeVerificationLocal",
        "-Djdk.virtualThreadScheduler.parallelism=1",
        "-Xint",
        "-Djdk.trackAllThreads=true",
        "-XX:+UseZGC",
    })
    void withTheOption(String option) throws Exception {
        Jvm jvm = jvm();
        for (String word : option.split(" ")) {
            jvm.option(word);
        }
        tours(jvm.defaultClassPath());
    }

    @Test
    void fromTheClassPath() throws Exception {
        tours(jvm().defaultClassPath());
    }

    @Test
    void theAgentGivenTwice() throws Exception {
        tours(jvm().agent(Jvm.agentJar()).defaultClassPath());
    }

    @Test
    void theAgentGivenTwiceFromTwoFiles() throws Exception {
        Path copy = Files.copy(Jvm.agentJar(), directory.resolve("copy.jar"));
        tours(jvm().agent(copy).defaultClassPath());
    }

    @Test
    void theAgentRenamedInADirectoryWithASpace() throws Exception {
        Path renamed = Files.createDirectory(directory.resolve("with a space"))
                .resolve("renamed agent.jar");
        Files.copy(Jvm.agentJar(), renamed);
        tours(new Jvm().agent(renamed).defaultClassPath());
    }

    @Test
    void aProgramThatDoesNotUseItPrintsWhatItPrintsWithoutIt() throws Exception {
        Path source = directory.resolve("Hello.java");
        Files.writeString(source, """
                public class Hello {
                    public static void main(String[] args) {
                        System.out.println("hello");
                    }
                }
                """);
        JavaSources.compile(directory, source);
        expect("hello" + System.lineSeparator(), jvm().classPath(directory).run(60, "Hello"));
    }

    @Test
    void aNamedModuleOnTheModulePath() throws Exception {
        Path sources = Files.createDirectories(directory.resolve("src"));
        Path classes = directory.resolve("mods/app");
        Files.writeString(sources.resolve("module-info.java"), """
                module app {
                    requires io.taskwork;
                }
                """);
        Files.createDirectory(sources.resolve("app"));
        Files.writeString(sources.resolve("app/App.java"), """
                package app;

                import io.taskwork.*;

                public class App {
                    public static void main(String[] args) throws Exception {
                        StringBuilder log = new StringBuilder();
                        Thread thread = Thread.ofVirtual().unstarted(() -> log.append("ran "));
                        TaskWorks.add(thread, () -> log.append("start "), Notify.RESUME);
                        TaskWorks.add(thread, () -> log.append("exit "), Notify.NONE);
                        thread.start();
                        thread.join();
                        Thread parked = Thread.startVirtualThread(() -> {
                            while (log.indexOf("signal") < 0) {
                                java.util.concurrent.locks.LockSupport.park();
                            }
                        });
                        while (parked.getState() != Thread.State.WAITING) {
                            Thread.yield();
                        }
                        TaskWorks.add(parked, () -> log.append("signal "), Notify.SIGNAL);
                        parked.join();
                        System.out.println(log + TaskWorks.class.getModule().toString()
                                + " " + TaskWorks.status().state());
                    }
                }
                """);
        JavaSources.compile(List.of("-p", Jvm.apiJar().toString()), classes,
                sources.resolve("module-info.java"), sources.resolve("app/App.java"));
        String path = String.join(File.pathSeparator, Jvm.apiJar().toString(), classes.toString());
        // The works of modes RESUME and NONE are drained together, since start brings both about.
        expect("start exit ran signal module io.taskwork ACTIVE" + System.lineSeparator(),
                jvm().option("-p").option(path).run(60, "-m", "app/app.App"));
    }
}
