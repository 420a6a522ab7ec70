// SPDX-License-Identifier: Apache-2.0
package io.taskwork.support;

import io.taskwork.TaskWorks;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/** A thread on which works are queued, and what its own code ended with. */
public final class Subject {
    /** The thread's own code. */
    public interface Body {
        Object run() throws Exception;
    }

    public final Thread thread;

    private volatile Object result;
    private volatile Throwable thrown;
    private volatile boolean interrupted;
    private volatile boolean over;
    private volatile boolean released;

    private Subject(Kind kind, Body body) {
        thread = kind.unstarted(() -> {
            try {
                result = body.run();
            } catch (Throwable e) {
                thrown = e;
            }
            interrupted = Thread.currentThread().isInterrupted();
            over = true;
        });
    }

    /** Makes a virtual thread. */
    public static Subject unstarted(Body body) {
        return new Subject(Kind.VIRTUAL, body);
    }

    public static Subject unstarted(Kind kind, Body body) {
        return new Subject(kind, body);
    }

    /** Starts a virtual thread. */
    public static Subject start(Body body) {
        return start(Kind.VIRTUAL, body);
    }

    public static Subject start(Kind kind, Body body) {
        Subject subject = new Subject(kind, body);
        subject.thread.start();
        return subject;
    }

    /** Starts a thread that does nothing but park, which is a run point, until it is released. */
    public static Subject parked(Kind kind) {
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

    /** Returns a thread that has exited. */
    public static Subject exited(Kind kind) {
        Subject subject = start(kind, () -> "exited");
        subject.result();
        return subject;
    }

    /** Ends a {@link #parked} thread. */
    public Object release() {
        released = true;
        LockSupport.unpark(thread);
        return result();
    }

    public Subject awaitBlocked() {
        Await.blocked(thread);
        return this;
    }

    /**
     * Waits for the thread's end, and returns what its own code returned. Fails with what it threw.
     */
    public Object result() {
        Await.ended(thread);
        if (thrown != null) {
            throw new AssertionError("the thread's own code threw", thrown);
        }
        if (interrupted) {
            throw new AssertionError("the thread's own code ended interrupted");
        }
        return result;
    }

    /** Fails unless its own code returned this. */
    public void endsWith(Object expected) {
        Object actual = result();
        Await.require(Objects.equals(expected, actual),
                "ended with " + actual + ", not " + expected);
    }

    /** Returns whether its own code has ended; the thread may still run its last works. */
    public boolean isOver() {
        return over;
    }

    public boolean pending() {
        return TaskWorks.pending(thread);
    }
}
