// SPDX-License-Identifier: Apache-2.0
package io.taskwork.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.TaskWorks;
import io.taskwork.it.Jvm;
import io.taskwork.it.Tour;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs in a woven runtime image, without an agent. */
class ImageIT {
    private static final String TOUR = "ACTIVE 9" + System.lineSeparator();
    private static final String STATUS =
            "ACTIVE: woven into this runtime image" + System.lineSeparator();
    private static final Pattern INIT = Pattern.compile("Initializing 'io/taskwork/boot/(\\S+)'");

    private static Path home;

    @TempDir
    Path directory;

    @BeforeAll
    static void image() throws Exception {
        home = TestImage.home();
    }

    private static Jvm jvm() {
        return new Jvm(home);
    }

    private static void expect(String output, Jvm.Result result) {
        assertEquals(output, result.output());
        assertEquals(0, result.exitCode());
    }

    private static Jvm options(Jvm jvm, String options) {
        for (String option : options.split(" ")) {
            jvm.option(option);
        }
        return jvm;
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "-Xshare:auto",
        "-Xshare:off",
        // verifies the woven classes of java.base
        "-XX:+UnlockDiagnosticVMOptions -XX:+BytecodeVerificationLocal",
        "-Djdk.virtualThreadScheduler.parallelism=1",
        "-Xint",
        "-Xcomp -XX:TieredStopAtLevel=1",
        "-Djdk.trackAllThreads=true",
        "-XX:+UseZGC",
        "-XX:+UseCompactObjectHeaders",
    })
    void aTourWithTheOption(String option) throws Exception {
        expect(TOUR, options(jvm(), option).defaultClassPath().run(120, Tour.class.getName()));
    }

    @Test
    void theStatusSaysHow() throws Exception {
        expect(STATUS, jvm().defaultClassPath().run(60, StatusOnly.class.getName()));
    }

    @Test
    void theApiOnTheModulePath() throws Exception {
        expect("module io.taskwork " + STATUS, jvm()
                .option("-p").option(Jvm.apiJar().toString())
                .option("--add-modules").option("io.taskwork")
                .classPath(Jvm.testClasses())
                .run(60, StatusOnly.class.getName(), "module"));
    }

    /** Also if it is given twice: it weaves nothing, and says nothing. */
    @Test
    void theAgentOnTopChangesNothing() throws Exception {
        String agent = "-javaagent:" + Jvm.agentJar();
        expect(STATUS, jvm().option(agent).option(agent).defaultClassPath()
                .run(60, StatusOnly.class.getName()));
        expect(TOUR, jvm().option(agent).defaultClassPath().run(60, Tour.class.getName()));
    }

    @Test
    void withoutContinuationsItIsRefused() throws Exception {
        Jvm.Result result = options(jvm(),
                "-XX:+UnlockExperimentalVMOptions -XX:-VMContinuations").defaultClassPath()
                .run(60, StatusOnly.class.getName());
        assertEquals(0, result.exitCode(), result.output());
        assertTrue(result.output().startsWith("REFUSED: "), result.output());
        assertTrue(result.output().contains("-XX:-VMContinuations"), result.output());
    }

    /** {@code -Xshare:on} ends the JVM if it cannot use the archive. */
    @Test
    void theRuntimeComesFromTheArchive() throws Exception {
        Jvm.Result result = jvm().option("-Xshare:on").option("-Xlog:class+load")
                .run(60, "-version");
        assertEquals(0, result.exitCode(), result.output());
        assertTrue(result.output().contains("io.taskwork.boot.Task source: shared objects file"),
                result.output());
    }

    /**
     * Every thread gets its task, the first one while the VM boots. Nothing else of the runtime may
     * be initialized by a program that does not use it, but what a thread's end needs.
     */
    @Test
    void aProgramThatDoesNotUseItInitializesNoMoreThanItMust() throws Exception {
        Path log = directory.resolve("init.log");
        expect("done" + System.lineSeparator(), jvm().option("-Xlog:class+init:file=" + log)
                .defaultClassPath().run(60, Idle.class.getName()));
        List<String> lines = Files.readAllLines(log);
        Set<String> idle = new TreeSet<>(Set.of("Task", "Task$Fields", "RunPoints", "MonitorWaits",
                "Interrupts", "Acquires", "Drain", "StackRoom", "Work", "SpinLock", "WorkQueue",
                "Target", "PlatformParks"));
        assertEquals(idle, initialized(lines));
        String task = lines.stream().filter(line -> line.contains("boot/Task'")).findFirst().get();
        assertTrue(task.contains("(no method)"), "an initializer: " + task);
    }

    /** Hazard 3: none is left for the first work, but the events, which wait for their recorder. */
    @Test
    void theStatusInitializesAllOfIt() throws Exception {
        Path log = directory.resolve("init.log");
        expect(STATUS, jvm().option("-Xlog:class+init:file=" + log)
                .defaultClassPath().run(60, StatusOnly.class.getName()));
        Set<String> all;
        try (JarFile jar = new JarFile(Jvm.agentJar().toFile())) {
            String folder = "io/taskwork/boot/";
            all = jar.stream().map(entry -> entry.getName())
                    .filter(name -> name.startsWith(folder) && name.endsWith(".class"))
                    .map(name -> name.substring(folder.length(), name.length() - 6))
                    .filter(name -> !name.startsWith("Events$"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        assertEquals(all, initialized(Files.readAllLines(log)));
    }

    private static Set<String> initialized(List<String> log) {
        Set<String> types = new TreeSet<>();
        for (String line : log) {
            Matcher matcher = INIT.matcher(line);
            if (matcher.find()) {
                types.add(matcher.group(1));
            }
        }
        return types;
    }

    /** Recorded while works run; with an agent the JVM cannot make one. */
    @Test
    void anAotCache() throws Exception {
        Path jar = directory.resolve("tour.jar");
        TestImage.tourJar(jar);
        Path cache = directory.resolve("tour.aot");
        Jvm.Result training = jvm().option("-XX:AOTCacheOutput=" + cache)
                .classPath(jar, Jvm.apiJar()).run(300, Tour.class.getName());
        assertEquals(0, training.exitCode(), training.output());
        assertTrue(training.output().startsWith(TOUR), training.output());
        // AOTMode=on: without the cache the JVM ends.
        expect(TOUR, jvm().option("-XX:AOTCache=" + cache).option("-XX:AOTMode=on")
                .classPath(jar, Jvm.apiJar()).run(60, Tour.class.getName()));
    }

    /** The package is exported for the API; nothing else of the JDK is opened. */
    @Test
    void applicationsDoNotGetAtTheInternalsOfTheJdk() throws Exception {
        Jvm.Result result = jvm().run(60, "--describe-module", "java.base");
        assertTrue(result.output().contains("exports io.taskwork.boot"), result.output());
        assertFalse(result.output().contains("exports jdk.internal.misc\n"), result.output());
    }

    static final class StatusOnly {
        public static void main(String[] args) {
            if (args.length > 0) {
                System.out.print(TaskWorks.class.getModule() + " ");
            }
            System.out.println(TaskWorks.status());
        }
    }

    /** Comes by all hooks, without a work. */
    static final class Idle {
        public static void main(String[] args) throws Exception {
            ReentrantLock lock = new ReentrantLock();
            Condition condition = lock.newCondition();
            Object monitor = new Object();
            Thread[] threads = new Thread[8];
            for (int i = 0; i < threads.length; i++) {
                threads[i] = i == 0 ? new Thread(() -> calls(lock, condition, monitor))
                        : Thread.ofVirtual().unstarted(() -> calls(lock, condition, monitor));
                threads[i].start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            System.out.println("done");
        }

        private static void calls(ReentrantLock lock, Condition condition, Object monitor) {
            try {
                for (int i = 0; i < 20; i++) {
                    Thread.sleep(1);
                    Thread.yield();
                    lock.lock();
                    try {
                        condition.awaitNanos(100_000);
                        condition.signal();
                    } finally {
                        lock.unlock();
                    }
                    synchronized (monitor) {
                        monitor.wait(1);
                    }
                }
                Thread.currentThread().interrupt();
                Thread.sleep(1);
            } catch (InterruptedException e) {
                return;
            }
            throw new IllegalStateException("the interrupt is lost");
        }
    }
}
