// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.util.concurrent.locks.LockSupport;
import jdk.internal.misc.Unsafe;

/**
 * Passes on the turns that came to threads which were busy with works, and stayed so.
 *
 * <p>A busy thread has a little time to take its turn itself: most callbacks are over by then, and
 * so fair queues stay in order, and no thread is missing from a queue that it would be in without
 * works. One daemon thread for all; it sleeps as long as no turn is late.
 */
final class Turns implements Runnable {
    /** How long a turn stays with a busy thread: at least this, at most twice. */
    private static final long GRACE_NANOS = 1_000_000L;

    private static volatile Target head;

    /** Null until {@link #start}: then turns are passed on at once. */
    private static Thread keeper;

    private static volatile boolean asleep;

    private Turns() {}

    /** Starts the thread; when the agent starts, since no hook may do such a thing. */
    static synchronized void start() {
        if (keeper == null) {
            Thread thread = new Thread(null, new Turns(), "taskwork-turns", 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            thread.start();
            keeper = thread;
        }
    }

    /** The turn of a busy thread has come. Any thread, from within {@code unpark}. */
    static void late(Target target) {
        if (keeper == null) {
            pass(target);
        } else if (target.claimLate()) {
            Target h;
            do {
                target.nextLate = h = head;
            } while (!U.compareAndSetReference(BASE, HEAD, h, target));
            if (asleep) {
                LockSupport.unpark(keeper);
            }
        }
    }

    @Override
    public void run() {
        for (;;) {
            asleep = true; // before the look: who comes later sees it
            while (head == null) {
                LockSupport.park();
            }
            asleep = false;
            Target late = (Target) U.getAndSetReference(BASE, HEAD, null);
            LockSupport.parkNanos(GRACE_NANOS);
            while (late != null) {
                Target next = late.nextLate;
                late.nextLate = null;
                late.clearLate(); // before the look: a turn that comes later is late again
                pass(late);
                late = next;
            }
        }
    }

    /** Past all busy threads at once: they are late together. */
    private static void pass(Target target) {
        while (target != null) {
            Thread next;
            try {
                next = Places.passTurn(target);
                LockSupport.unpark(next);
            } catch (Throwable e) {
                return; // the next thread's scheduler is full or shut down; nobody can help it
            }
            Task task = next == null || !next.isVirtual() ? null : Task.find(next);
            target = task == null ? null : task.target();
        }
    }

    private static final Unsafe U = Unsafe.getUnsafe();
    private static final Object BASE;
    private static final long HEAD;

    static {
        try {
            var field = Turns.class.getDeclaredField("head");
            BASE = U.staticFieldBase(field);
            HEAD = U.staticFieldOffset(field);
        } catch (NoSuchFieldException e) {
            throw new InternalError(e);
        }
    }
}
