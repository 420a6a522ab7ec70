// SPDX-License-Identifier: Apache-2.0
package io.taskwork.image;

import static io.taskwork.image.TestImage.STATUS;
import static io.taskwork.image.TestImage.expect;
import static io.taskwork.image.TestImage.jvm;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.support.Jvm;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The classes that programs in a woven image load and initialize. */
class ImageStartIT {
    private static final Pattern INIT = Pattern.compile("Initializing 'io/taskwork/boot/(\\S+)'");

    @TempDir
    Path directory;

    /** {@code -Xshare:on} ends the JVM if it cannot use the archive. */
    @Test
    void theRuntimeComesFromTheArchive() throws Exception {
        Jvm.Result result = jvm().option("-Xshare:on").option("-Xlog:class+load")
                .run(60, "-version");
        assertEquals(0, result.exitCode(), result.output());
        assertTrue(result.output().contains("io.taskwork.boot.Slot source: shared objects file"),
                result.output());
    }

    /**
     * Every thread gets its slot, the first one while the VM boots. In a program that does not use
     * the runtime, nothing else of it may be initialized, except what a thread's end needs.
     */
    @Test
    void aProgramThatDoesNotUseItInitializesNoMoreThanItMust() throws Exception {
        Path log = directory.resolve("init.log");
        expect("done" + System.lineSeparator(), jvm().option("-Xlog:class+init:file=" + log)
                .defaultClassPath().run(60, Idle.class.getName()));
        List<String> lines = Files.readAllLines(log);
        Set<String> idle = new TreeSet<>(Set.of("Slot", "Slot$Fields", "RunPoints", "MonitorWaits",
                "Interrupts", "Acquires", "LastDrain", "StackRoom", "Work", "SpinLock", "HookList",
                "WorkList", "Batches", "Rounds", "WorkQueue", "Target", "PlatformParks", "Joins",
                "Joins$Restart"));
        assertEquals(idle, initialized(lines));
        String slot = lines.stream().filter(line -> line.contains("boot/Slot'")).findFirst().get();
        assertTrue(slot.contains("(no method)"), "an initializer: " + slot);
    }

    /**
     * Hazard 3: no class is left for the first work, except the events, which wait for their
     * recorder.
     */
    @Test
    void theStatusInitializesAllOfIt() throws Exception {
        Path log = directory.resolve("init.log");
        expect(STATUS, jvm().option("-Xlog:class+init:file=" + log)
                .defaultClassPath().run(60, ImageIT.StatusOnly.class.getName()));
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

    /** A program that passes all hooks, without a work. */
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
