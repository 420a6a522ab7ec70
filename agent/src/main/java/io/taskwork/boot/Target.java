// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import jdk.internal.misc.Unsafe;

/** A thread that had works: its queue, and what running them needs. */
final class Target extends WorkQueue {
    /** Stands for every thread that exited without having had a work. */
    static final Target EXITED = exited();

    /**
     * Somebody will look at the queue: a wake is on its way, or the thread is draining. Set by the
     * adder that wakes and by the thread when it starts to drain, cleared by the thread before its
     * last look, and by an adder whose wake failed. While it is set a SIGNAL only queues: one wake
     * per sleep.
     */
    volatile boolean attended;

    /** As {@link Task#setDue}. */
    void setAttended(boolean value) {
        if (attended != value) {
            U.putBooleanRelease(this, ATTENDED, value);
        }
    }

    // Only the thread itself touches these.

    /** A callback runs, and callbacks do not nest. */
    boolean draining;

    /** When the present drain first looked at the clock; 0 if it has not. */
    long began;

    /** Until when polls leave the thread to its own code, by the clock; 0 if they do not. */
    long pollsRestUntil;

    /** How many masks are open. While any is, the target is attended: {@link Masks}. */
    int masks;

    /** Of the outermost mask, while the flight recorder wants it; else null. */
    Object maskEvent;

    /** PF_EXITING: the thread's own code has ended. */
    boolean exiting;

    /** The last drain lasts: adders slow down, so that it gets ahead of them. Read by adders. */
    volatile boolean flooded;

    /** A callback consumed an interrupt that was meant for the thread's own code. */
    boolean interruptConsumed;

    /** The interrupt status that is set now is a callback's own doing. */
    boolean interruptOwn;

    /** Another thread has called interrupt since the drain began. Written by that thread, too. */
    volatile boolean interruptOutside;

    // What BlockedCall puts aside during a drain. Only the thread itself.

    Object callNode;
    int callPasses;
    Object callBlocker;
    Object callNioBlocker;
    Object callScope;

    /** Of selectors that callbacks closed while the thread is in their select. Only the thread. */
    SelectorCloses.Postponed postponedCloses;

    // The place that the thread keeps in a lock's queue while it drains: see Places.

    /** The synchronizer whose queue it is. Written before the place, read after it. */
    Object placeSync;

    /** The condition of the JDK's queues that it waits for, or that has signalled it; or null. */
    Object placeCondition;

    /** The thread itself. Written before the place, as those two are. */
    Thread thread;

    /** How often its turn was passed on in the present acquire. Only the thread itself. */
    int passes;

    /** One bit for each acquire on the stack that has consumed an interrupt: {@link Acquires}. */
    int interruptedAcquires;

    /** The condition that has signalled it, until it has the lock again. Only the thread itself. */
    Object condition;

    /**
     * The condition whose signal it has, since its turn was passed on: to be passed on as well, as
     * long as it is busy. See {@link Signals}.
     */
    volatile Object signalled;

    boolean casSignalled(Object condition) {
        return U.compareAndSetReference(this, SIGNALLED, condition, null);
    }

    private volatile Object place;

    Object place() {
        return place;
    }

    void setPlace(Object node) {
        place = node;
    }

    /** One of them wins: the thread that takes its place back, or one that passes its turn on. */
    boolean casPlace(Object expected, Object update) {
        return U.compareAndSetReference(this, PLACE, expected, update);
    }

    // Of Leaders.

    /** How often it began to run works in a condition's wait. Written before the place. */
    int drains;

    /** Those at which the keeper looked last, and how often since; written by who marks it. */
    int watchedDrain;

    int watchedRounds;

    Target nextWatched;

    private volatile boolean watched;

    boolean claimWatched() {
        return !watched && U.compareAndSetBoolean(this, WATCHED, false, true);
    }

    void clearWatched() {
        watched = false;
    }

    /** For {@link Telemetry}: when a work came to the empty queue, or 0. Racy. */
    long addedNanos;

    /** For {@link Backlogs}: how many works are queued. */
    volatile int length;

    int addLength(int n) {
        return U.getAndAddInt(this, LENGTH, n) + n;
    }

    /** Link and mark of {@link Keeper}: in its list of late turns. */
    Target nextLate;

    private volatile boolean late;

    boolean claimLate() {
        return !late && U.compareAndSetBoolean(this, LATE, false, true);
    }

    void clearLate() {
        late = false;
    }

    /** Link, thread and mark of {@link LateWakes}. */
    Target nextLateWake;

    Thread lateThread;

    private volatile boolean lateWake;

    boolean claimLateWake() {
        return !lateWake && U.compareAndSetBoolean(this, LATE_WAKE, false, true);
    }

    void clearLateWake() {
        lateWake = false;
    }

    /** The target of a thread; null if it never had a work. */
    static Target find(Thread thread) {
        Task task = Task.find(thread);
        return task == null ? null : task.target();
    }

    /** Run points do nothing now. */
    boolean isHeld() {
        return draining || masks > 0;
    }

    private static Target exited() {
        Target target = new Target();
        target.close();
        target.attended = true; // adders leave it alone
        return target;
    }

    private static final Unsafe U = Unsafe.getUnsafe();
    private static final long ATTENDED = U.objectFieldOffset(Target.class, "attended");
    private static final long PLACE = U.objectFieldOffset(Target.class, "place");
    private static final long LATE_WAKE = U.objectFieldOffset(Target.class, "lateWake");
    private static final long LENGTH = U.objectFieldOffset(Target.class, "length");
    private static final long SIGNALLED = U.objectFieldOffset(Target.class, "signalled");
    private static final long WATCHED = U.objectFieldOffset(Target.class, "watched");
    private static final long LATE = U.objectFieldOffset(Target.class, "late");
}
