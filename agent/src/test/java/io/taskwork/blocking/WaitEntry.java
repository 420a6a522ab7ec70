// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.it.Jvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** SIGNALs that hit a thread on its way into {@code Object.wait}, again and again. */
final class WaitEntry {
    /** Exit code: a SIGNAL did not wake the thread. */
    static final int LOST = 3;

    private static final int ROUNDS = 20_000;
    private static final long LIMIT_NANOS = 2_000_000_000L;

    private WaitEntry() {}

    static Jvm.Result inJvm(Path agent) throws IOException, InterruptedException {
        return new Jvm().agent(agent).defaultClassPath().run(60, WaitEntry.class.getName());
    }

    public static void main(String[] args) throws InterruptedException {
        AtomicInteger ran = new AtomicInteger();
        AtomicInteger waits = new AtomicInteger();
        Thread waiter = Thread.ofVirtual().start(() -> waitAgainAndAgain(waits, ran));
        for (int i = 1; i <= ROUNDS; i++) {
            TaskWorks.add(waiter, ran::incrementAndGet, Notify.SIGNAL);
            long deadline = System.nanoTime() + LIMIT_NANOS;
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

    private static void waitAgainAndAgain(AtomicInteger waits, AtomicInteger ran) {
        Object monitor = new Object();
        synchronized (monitor) {
            while (ran.get() < ROUNDS) {
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
