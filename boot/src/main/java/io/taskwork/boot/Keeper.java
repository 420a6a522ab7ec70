// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.util.concurrent.locks.LockSupport;
import jdk.internal.misc.Unsafe;

/**
 * Completes, a millisecond later, what could not be completed at once: turns that came to threads
 * which were busy with works, and wakes of threads that were entering {@code Object.wait}.
 *
 * <p>A busy thread has that time to take its turn itself. Most callbacks are over by then, and so
 * fair queues stay in order, and no thread is missing from a queue that it would be in without
 * works. One daemon thread serves the whole JVM; it sleeps as long as there is nothing to do.
 */
final class Keeper implements Runnable {
    /** How long a turn stays with a busy thread: at least this time, at most twice this time. */
    private static final long GRACE_NANOS = 1_000_000L;

    private static volatile Target turns;
    private static volatile boolean eventsWanted;

    /** Null until {@link #start}; as long as it is null, turns are passed on at once. */
    private static Thread thread;

    private static volatile boolean asleep;

    private Keeper() {}

    /** Starts the thread. Called when the agent starts, since no hook may start a thread. */
    static synchronized void start() {
        if (thread == null) {
            Thread t = new Thread(null, new Keeper(), "taskwork-keeper", 0, false);
            t.setDaemon(true);
            t.setContextClassLoader(null);
            t.start();
            thread = t;
        }
    }

    /** Called when the turn of a busy thread has come, by any thread, in {@code unpark}. */
    static void lateTurn(Target target) {
        if (thread == null) {
            pass(target);
        } else if (target.claimLate()) {
            Target head;
            do {
                target.nextLate = head = turns;
            } while (!U.compareAndSetReference(BASE, TURNS, head, target));
            rouse();
        }
    }

    /** Called when a thread seems to be entering {@code Object.wait}, by any thread. */
    static void lateWake(Thread thread, Target target) {
        if (LateWakes.enter(thread, target)) {
            rouse();
        }
    }

    /** Called when somebody has started the flight recorder, by any thread, at a run point. */
    static void initializeEvents() {
        eventsWanted = true;
        rouse();
    }

    static void rouse() {
        if (asleep) {
            LockSupport.unpark(thread);
        }
    }

    @Override
    public void run() {
        Masks.open(); // for good, so that no callback delays others here
        long tick = tick();
        for (;;) {
            sleep(tick);
            if (eventsWanted) {
                eventsWanted = false;
                Telemetry.initializeEvents();
            }
            Target late = (Target) U.getAndSetReference(BASE, TURNS, null);
            if (late != null || LateWakes.hasIncoming() || Leaders.areWatched()) {
                LockSupport.parkNanos(GRACE_NANOS);
            }
            passAll(late);
            Leaders.look();
            long before = tick;
            tick = tick();
            LateWakes.look(before, tick);
        }
    }

    /** Sleeps until there is something to do, or until late wakes are to be looked at again. */
    private static void sleep(long tick) {
        asleep = true; // before the look, so that whoever comes later sees it
        while (turns == null && !eventsWanted && !LateWakes.hasIncoming()
                && !Leaders.areWatched()) {
            long ticks = LateWakes.ticksUntilNext(tick);
            if (ticks > 0) {
                LockSupport.parkNanos(ticks * GRACE_NANOS);
                break;
            }
            LockSupport.park();
        }
        asleep = false;
    }

    private static long tick() {
        return Math.floorDiv(System.nanoTime(), GRACE_NANOS);
    }

    private static void passAll(Target late) {
        while (late != null) {
            Target next = late.nextLate;
            late.nextLate = null;
            late.clearLate(); // before the look, so that a turn that comes later is listed again
            pass(late);
            late = next;
        }
    }

    /** Passes a turn on, past all busy threads at once, since they are late together. */
    private static void pass(Target target) {
        while (target != null) {
            Thread next;
            try {
                next = Places.passTurn(target);
                LockSupport.unpark(next);
                if (thread != null) {
                    Signals.passOn(target);
                }
            } catch (Throwable e) {
                return; // no memory, or the scheduler is full or shut down; nothing can be done
            }
            target = next == null ? null : Target.find(next);
        }
    }

    private static final Unsafe U = Unsafe.getUnsafe();
    private static final Object BASE;
    private static final long TURNS;

    static {
        try {
            var field = Keeper.class.getDeclaredField("turns");
            BASE = U.staticFieldBase(field);
            TURNS = U.staticFieldOffset(field);
        } catch (NoSuchFieldException e) {
            throw new InternalError(e);
        }
    }
}
