// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Threads use an object of the JDK while SIGNALs rain on them, whose callbacks use it as well. This
 * is a program of its own. The arguments are milliseconds for each scene, a seed, and names of
 * scenes, or none for all.
 */
final class Storm {
    /** Exit code: a thread hangs. */
    static final int STUCK = 4;

    private static final long LIMIT_SECONDS = 60;

    private record Named(String name, Callable<StormScene> maker) {}

    private static final List<Named> SCENES = List.of(
            new Named("ArrayBlockingQueue", StormQueues::array),
            new Named("LinkedBlockingQueue", StormQueues::linked),
            new Named("ring on a fair lock", StormRings::onFairLock),
            new Named("ring on a monitor", StormRings::onMonitor),
            new Named("fair semaphore", StormSharing::semaphore),
            new Named("exchanger", StormSharing::exchanger));

    private Storm() {}

    public static void main(String[] args) throws Exception {
        long millis = Long.parseLong(args[0]);
        long seed = Long.parseLong(args[1]);
        for (Named scene : SCENES) {
            if (args.length == 2 || List.of(args).contains(scene.name)) {
                run(scene, millis, seed);
            }
        }
    }

    private static void run(Named named, long millis, long seed) throws Exception {
        System.out.println(named.name + ", seed " + seed);
        StormScene scene = named.maker.call();
        ExecutorService runner = Executors.newSingleThreadExecutor();
        try {
            String result = runner.submit(() -> new StormRun(scene, seed).run(millis))
                    .get(TimeUnit.MILLISECONDS.toSeconds(millis) + LIMIT_SECONDS,
                            TimeUnit.SECONDS);
            System.out.println("  " + result);
        } catch (TimeoutException e) {
            System.out.println("  STUCK");
            dumpThreads();
            System.out.flush();
            Runtime.getRuntime().halt(STUCK);
        } finally {
            runner.shutdownNow();
        }
    }

    private static void dumpThreads() throws Exception {
        Path file = Files.createTempDirectory("taskwork-storm").resolve("threads.txt");
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpThreads(
                file.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
        System.out.println(Files.readString(file));
    }
}
