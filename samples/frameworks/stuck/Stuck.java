// SPDX-License-Identifier: Apache-2.0

import io.taskwork.Mask;
import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.StampedLock;

/**
 * Threads whose works do not run, each for another reason, for docs/when-it-hangs.md. It prints
 * what taskwork says of each, and has {@code jcmd} dump the threads to the file that is given.
 */
class Stuck {
    private static final Object MONITOR = new Object();
    private static final StampedLock STAMPED = new StampedLock();
    private static final CountDownLatch OVER = new CountDownLatch(1);

    private static volatile boolean over;

    static void sleep() {
        try {
            OVER.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static void enterMonitor() {
        synchronized (MONITOR) {
            if (over) {
                return;
            }
        }
    }

    static void spin() {
        while (!over) {
            Thread.onSpinWait();
        }
    }

    static void takeStamp() {
        STAMPED.unlockRead(STAMPED.readLock());
    }

    static void sleepMasked() {
        try (Mask mask = TaskWorks.mask()) {
            sleep();
        }
    }

    /** A callback that waits for something that does not happen. */
    static void callbackThatHangs() {
        sleep();
    }

    public static void main(String[] args) throws Exception {
        if (args.length != 1) {
            System.err.println("Stuck: the argument is a file for the thread dump; it is replaced");
            System.exit(2);
        }
        if (!TaskWorks.status().remedy().isEmpty()) {
            System.err.println("Stuck: taskwork is " + TaskWorks.status());
            System.exit(2);
        }
        List<Thread> threads = new ArrayList<>();
        long stamp = STAMPED.writeLock();
        synchronized (MONITOR) {
            threads.add(Thread.ofVirtual().name("sleeps").start(Stuck::sleep));
            threads.add(Thread.ofVirtual().name("drains").start(Stuck::sleep));
            threads.add(Thread.ofVirtual().name("masked").start(Stuck::sleepMasked));
            threads.add(Thread.ofVirtual().name("monitor").start(Stuck::enterMonitor));
            threads.add(Thread.ofVirtual().name("stamped").start(Stuck::takeStamp));
            threads.add(Thread.ofVirtual().name("spins").start(Stuck::spin));
            threads.add(Thread.ofVirtual().name("ended").start(() -> { }));
            threads.getLast().join();
            TimeUnit.SECONDS.sleep(1L);
            TaskWorks.add(threads.get(1), Stuck::callbackThatHangs, Notify.SIGNAL);
            TimeUnit.SECONDS.sleep(1L);
            IO.println("            reach         pending  add   why");
            for (Thread thread : threads) {
                var reach = TaskWorks.reach(thread);
                boolean added = TaskWorks.add(thread, () -> { }, Notify.SIGNAL);
                TimeUnit.MILLISECONDS.sleep(200L);
                IO.println(String.format("  %-8s  %-12s  %-7s  %-5s %s", thread.getName(), reach,
                        TaskWorks.pending(thread), added, reach.reason()));
            }
            Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
            Files.deleteIfExists(Path.of(args[0]));
            new ProcessBuilder(jcmd.toString(), Long.toString(ProcessHandle.current().pid()),
                    "Thread.dump_to_file", args[0]).inheritIO().start().waitFor();
            over = true;
            OVER.countDown();
        }
        STAMPED.unlockWrite(stamp);
        for (Thread thread : threads) {
            thread.join();
        }
        IO.println("All ended.");
    }
}
