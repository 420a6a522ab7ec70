// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.support.Jvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends SIGNALs that hit a thread on its way into {@code Object.wait}, again and again. The
 * arguments are how many, and the milliseconds after which one counts as lost.
 */
final class WaitEntry {
    /** Exit code: a SIGNAL did not wake the thread. */
    static final int LOST = 3;

    private static final int MOST_SPINS = 200;

    private WaitEntry() {}

    static Jvm.Result inJvm(Path agent, int rounds, int limitMillis)
            throws IOException, InterruptedException {
        return new Jvm().option("-Xint") // so that the way into the wait set takes its time
                .agent(agent).defaultClassPath()
                .run(300, WaitEntry.class.getName(), "" + rounds, "" + limitMillis);
    }

    public static void main(String[] args) throws InterruptedException {
        int rounds = Integer.parseInt(args[0]);
        long limitNanos = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(args[1]));
        AtomicInteger ran = new AtomicInteger();
        AtomicInteger waits = new AtomicInteger();
        Thread waiter = Thread.ofVirtual().start(() -> waitAgainAndAgain(rounds, waits, ran));
        for (int i = 1; i <= rounds; i++) {
            for (int spins = i % MOST_SPINS; spins > 0; spins--) {
                Thread.onSpinWait(); // at another moment each time
            }
            TaskWorks.add(waiter, ran::incrementAndGet, Notify.SIGNAL);
            long deadline = System.nanoTime() + limitNanos;
            while (ran.get() < i) {
                if (System.nanoTime() - deadline > 0) {
                    System.out.println("lost in round " + i + ", waiter " + waiter.getState());
                    Runtime.getRuntime().halt(LOST);
                }
                Thread.onSpinWait();
            }
        }
        waiter.join();
        System.out.println(waits + " waits");
    }

    private static void waitAgainAndAgain(
            int rounds, AtomicInteger waits, AtomicInteger ran) {
        Object monitor = new Object();
        synchronized (monitor) {
            while (ran.get() < rounds) {
                waits.incrementAndGet();
                try {
                    monitor.wait();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }
}
