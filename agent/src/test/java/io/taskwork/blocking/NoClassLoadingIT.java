// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.Notify;
import io.taskwork.TaskWork;
import io.taskwork.TaskWorks;
import io.taskwork.support.Jvm;
import io.taskwork.support.Tour;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hazards 3 and 4: a class that a hook loads on its first call can hang the JVM. Therefore all
 * classes are there before the first hook is woven.
 */
@Tag("image")
@Tag("jdk")
class NoClassLoadingIT {
    private static final String TAGS = "class,load";

    /** The packages of the programs that run. */
    private static final List<String> PROGRAM =
            List.of("io.taskwork.blocking.", "io.taskwork.support.");

    @TempDir
    Path directory;

    private List<String> loadedAfterMarker(Class<?> program) throws Exception {
        Path log = directory.resolve("load.log");
        Jvm.Result result = new Jvm().agent(Jvm.agentJar()).defaultClassPath()
                .option("-Xlog:class+load:file=" + log + ":tags")
                .run(90, program.getName());
        assertEquals(String.format("start%ndone%n"), result.output());
        List<String> lines = Files.readAllLines(log);
        assertTrue(lines.getFirst().contains(TAGS), "the format of the log: " + lines.getFirst());
        return lines.subList(line(lines, Begin.class) + 1, line(lines, End.class)).stream()
                .filter(line -> PROGRAM.stream().noneMatch(line::contains))
                .toList();
    }

    private static int line(List<String> lines, Class<?> marker) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(marker.getName())) {
                return i;
            }
        }
        throw new AssertionError("no marker in the log: " + marker);
    }

    // These are markers, whose first use is seen in the log.

    private static final class Begin {
        static void loaded() {}
    }

    private static final class End {
        static void loaded() {}
    }

    /** Runs after a tour without works, so that what the JDK loads for itself is there. */
    @Test
    void ofATourOfTheRunPoints() throws Exception {
        assertEquals(List.of(), loadedAfterMarker(Program.class));
    }

    /** Passes turns on, with neighbours that time out, which are the rarest paths in a lock. */
    @Test
    void ofContendedLocks() throws Exception {
        assertEquals(List.of(), loadedAfterMarker(Contended.class));
    }

    static final class Program {
        public static void main(String[] args) throws Exception {
            System.out.println("start"); // printing loads classes as well
            api();
            Tour.inFull(false);
            Begin.loaded();
            for (int i = 0; i < 2; i++) {
                if (Tour.inFull(true) != Tour.WORKS + Tour.MORE_WORKS) {
                    throw new IllegalStateException("the tour");
                }
            }
            End.loaded();
            System.out.println("done");
        }

        /**
         * Makes the calls of the tour on a thread that never runs, so that the API links itself.
         */
        static void api() {
            Thread never = Thread.ofVirtual().unstarted(() -> {});
            // Method handles that are called often are compiled once.
            for (int i = 0; i < 1000; i++) {
                TaskWorks.add(never, () -> {}, Notify.values()[i % 3]);
            }
            TaskWork work = TaskWork.of(() -> {});
            TaskWorks.add(never, work, Notify.NONE);
            work.cancel();
            TaskWorks.run();
            rest(never, work);
        }

        private static void rest(Thread never, TaskWork work) {
            TaskWorks.add(never, work, Notify.NONE, Duration.ofMillis(1));
            TaskWorks.cancelMatching(never, callback -> true);
            TaskWorks.cancelAllMatching(never, callback -> true);
            TaskWorks.ensureQueued(never, work, Notify.NONE);
            TaskWorks.ensureQueued(never, work, Notify.NONE);
            work.cancel();
            TaskWorks.onExit(never, work);
            work.cancel();
            TaskWorks.pending(never);
            TaskWorks.exiting();
            TaskWorks.reach(never);
            TaskWorks.mask().close();
            TaskWorks.executor(never, Notify.NONE).execute(() -> {});
            TaskWorks.call(never, () -> null, Notify.NONE).cancel(false);
            TaskWorks.callAll(List.of(never), () -> null, Notify.NONE);
            Thread self = Thread.currentThread();
            TaskWorks.call(self, () -> null, Notify.NONE);
            TaskWorks.run();
        }
    }

    static final class Contended {
        public static void main(String[] args) throws Exception {
            System.out.println("start");
            Program.api();
            Tour.once(false);
            LockStorm storm = new LockStorm();
            Objects.requireNonNull(Callable.class.getName()); // a timed park may load it
            storm.run(Notify.NONE, 50); // all that the program does, without a drain in a queue
            Begin.loaded();
            storm.run(Notify.SIGNAL, 3_000);
            End.loaded();
            System.out.println("done");
        }
    }
}
