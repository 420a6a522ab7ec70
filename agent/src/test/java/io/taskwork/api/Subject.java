// SPDX-License-Identifier: Apache-2.0
package io.taskwork.api;

import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** A thread that works are queued on, and what its own code ended with. */
final class Subject {
    /** The thread's own code. */
    interface Body {
        Object run() throws Exception;
    }

    final Thread thread;

    private final CountDownLatch over = new CountDownLatch(1);
    private volatile Object result;
    private volatile Throwable thrown;
    private volatile boolean interrupted;
    private volatile boolean released;

    private Subject(Kind kind, Body body) {
        thread = kind.unstarted(() -> {
            try {
                result = body.run();
            } catch (Throwable e) {
                thrown = e;
            }
            interrupted = Thread.currentThread().isInterrupted();
            over.countDown();
        });
    }

    static Subject unstarted(Kind kind, Body body) {
        return new Subject(kind, body);
    }

    static Subject start(Kind kind, Body body) {
        Subject subject = new Subject(kind, body);
        subject.thread.start();
        return subject;
    }

    /** A thread that does nothing but park, a run point, until it is released. */
    static Subject parked(Kind kind) {
        Subject[] self = new Subject[1];
        self[0] = new Subject(kind, () -> {
            while (!self[0].released) {
                LockSupport.park(self[0]);
            }
            return "released";
        });
        self[0].thread.start();
        return self[0].awaitBlocked();
    }

    /** A thread that has exited. */
    static Subject exited(Kind kind) {
        Subject subject = start(kind, () -> "exited");
        subject.result();
        return subject;
    }

    /** Ends a {@link #parked} one. */
    Object release() {
        released = true;
        LockSupport.unpark(thread);
        return result();
    }

    Subject awaitBlocked() {
        Await.blocked(thread);
        return this;
    }

    /** What its own code returned, once the thread has ended. Fails with what it threw. */
    Object result() {
        Await.ended(thread);
        if (thrown != null) {
            throw new AssertionError("the thread's own code threw", thrown);
        }
        if (interrupted) {
            throw new AssertionError("the thread's own code ended interrupted");
        }
        return result;
    }

    /** Whether its own code has ended; the thread may run its last works still. */
    boolean isOver() {
        return over.getCount() == 0;
    }

    boolean pending() {
        return TaskWorks.pending(thread);
    }
}
