// SPDX-License-Identifier: Apache-2.0
package io.taskwork.delivery;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Sends SIGNALs, each of which needs a wake of its own; throws if one is lost. */
final class SignalStorm {
    private static final int SECONDS = 2;

    /** The storm lasts longer on a machine that has not got so far by then. */
    private static final int LEAST = 1_000;
    private static final long LIMIT_SECONDS = Await.LIMIT.toSeconds();

    private volatile boolean stop;

    /** Runs as a program, and prints how many SIGNALs of each kind came through. */
    public static void main(String[] args) throws Exception {
        System.out.println("parking: " + new SignalStorm().parking());
        System.out.println("waiting: " + new SignalStorm().waiting());
        System.out.println("right after the last: " + new SignalStorm().rightAfterTheLast());
        System.out.println("late: " + new SignalStorm().late());
    }

    /** Sends SIGNALs to a thread that parks again and again. */
    int parking() throws InterruptedException {
        Thread target = Thread.startVirtualThread(this::parkAgainAndAgain);
        int signals = signalAndWait(target);
        end(target);
        return signals;
    }

    /** Sends SIGNALs to a thread in {@code Object.wait}. */
    int waiting() throws InterruptedException {
        Object monitor = new Object();
        Thread target = Thread.startVirtualThread(() -> {
            synchronized (monitor) {
                while (!stop) {
                    try {
                        monitor.wait(1_000_000);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }
        });
        int signals = signalAndWait(target);
        stop = true;
        synchronized (monitor) {
            monitor.notifyAll();
        }
        end(target);
        return signals;
    }

    /**
     * Adds from more threads than there are processors, so that now and then one is held up between
     * its add and its wake. The wake that comes late, after the drain, must not save that of the
     * next adder.
     */
    int late() throws InterruptedException {
        Thread target = Thread.startVirtualThread(this::parkAgainAndAgain);
        int adders = 8;
        Semaphore done = new Semaphore(0);
        AtomicInteger signals = new AtomicInteger();
        long end = end();
        for (int a = 0; a < adders; a++) {
            Thread.ofPlatform().daemon().start(() -> {
                AtomicInteger ran = new AtomicInteger();
                for (int i = 1; isOn(end, signals.get()); i++) {
                    TaskWorks.add(target, ran::incrementAndGet, Notify.SIGNAL);
                    while (ran.get() < i) {
                        Thread.yield();
                    }
                    signals.incrementAndGet();
                }
                done.release();
            });
        }
        if (!done.tryAcquire(adders, SECONDS + LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw lost(target, signals.get());
        }
        end(target);
        return signals.get();
    }

    /**
     * Adds right after the last work ran. The target still drains, and may have had nothing to run,
     * since the adder before left its due mark behind. A drain that found nothing lets the thread
     * block.
     */
    int rightAfterTheLast() throws InterruptedException {
        Thread target = Thread.startVirtualThread(this::parkAgainAndAgain);
        AtomicInteger ran = new AtomicInteger();
        long end = end();
        int signals = 0;
        while (isOn(end, signals)) {
            spin(signals);
            TaskWorks.add(target, ran::incrementAndGet, Notify.SIGNAL);
            signals++;
            long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
            while (ran.get() < signals) {
                if (System.nanoTime() > limit) {
                    throw lost(target, signals);
                }
                Thread.onSpinWait();
            }
        }
        end(target);
        return signals;
    }

    /**
     * Pauses, so that the next SIGNAL comes sometimes before, sometimes while and sometimes after
     * the target blocks.
     */
    private static void spin(int round) {
        for (int i = round & 127; i > 0; i--) {
            Thread.onSpinWait();
        }
    }

    private void parkAgainAndAgain() {
        while (!stop) {
            LockSupport.park();
        }
    }

    private static int signalAndWait(Thread target) throws InterruptedException {
        Semaphore ran = new Semaphore(0);
        long end = end();
        int signals = 0;
        while (isOn(end, signals)) {
            spin(signals);
            TaskWorks.add(target, ran::release, Notify.SIGNAL);
            if (!ran.tryAcquire(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw lost(target, signals);
            }
            signals++;
        }
        return signals;
    }

    private static long end() {
        return System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    }

    private static boolean isOn(long end, int signals) {
        return System.nanoTime() - end < 0 || signals <= LEAST;
    }

    private static IllegalStateException lost(Thread target, int signals) {
        return new IllegalStateException("a SIGNAL was lost after " + signals + "; the target is "
                + target.getState() + ", pending " + TaskWorks.pending(target));
    }

    private void end(Thread target) {
        stop = true;
        LockSupport.unpark(target);
        Await.ended(target);
    }
}
