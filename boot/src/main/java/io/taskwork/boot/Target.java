// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import jdk.internal.misc.Unsafe;

/** The state of a thread that has had works: its queue, and what running them needs. */
final class Target extends WorkQueue {
    /** The target of every thread that exited without having had a work. */
    static final Target EXITED = exited();

    // Only the thread itself accesses these.

    /** Whether a drain is under way. Run points do nothing then, since callbacks do not nest. */
    boolean draining;

    /** Whether the thread's own code has ended: PF_EXITING. */
    boolean exiting;

    /** When the current drain first read the clock; 0 if it has not. */
    long began;

    /** When a drain last read the clock. */
    long lastLook;

    /** How many works were to run until the next such look, and how many of these have not. */
    int stride;

    int untilLook;

    /** The time until which polls leave the thread to its own code; 0 if they do not. */
    long pollsRestUntil;

    /** How many polls of that rest have found works due. */
    int pollsInRest;

    /** How many masks are open. While any is, the target is attended: {@link Masks}. */
    int masks;

    /** The event of the outermost mask, while the flight recorder wants it; otherwise null. */
    Object maskEvent;

    /**
     * Whether the last drain takes long. Adders read this and slow down, so that the drain can
     * finish.
     */
    volatile boolean flooded;

    /**
     * Whether somebody will look at the queue: a wake is on its way, or the thread is draining. It
     * is set by the adder that wakes and by the thread when it starts to drain; it is cleared by
     * the thread before its last look, and by an adder whose wake failed. While it is set a SIGNAL
     * only queues, so that there is one wake per sleep.
     */
    volatile boolean attended;

    /** Sets {@code attended}, with the same ordering as {@link Slot#setDue}. */
    void setAttended(boolean value) {
        if (attended != value) {
            U.putBooleanRelease(this, ATTENDED, value);
        }
    }

    /**
     * Clears {@code attended}, unless a mask is open. The caller sees to a full fence between this
     * and its last look. Called by the thread itself.
     */
    void unattend() {
        setAttended(masks > 0);
    }

    /** Whether a callback has consumed an interrupt that was meant for the thread's own code. */
    boolean interruptConsumed;

    /** Whether a callback has set the current interrupt status itself. */
    boolean interruptOwn;

    /**
     * Whether another thread has called interrupt since the drain began. That thread writes it,
     * too.
     */
    volatile boolean interruptOutside;

    /**
     * What {@link Slot#node} returns: it moves here when the target is made. Only the thread itself
     * writes it after that.
     */
    Object node;

    // What BlockedCall puts aside during a drain. Only the thread itself accesses it.

    Object callNode;
    int callPasses;
    Object callBlocker;
    Object callNioBlocker;
    Object callScope;

    /**
     * The selectors that callbacks have closed while the thread is in their select. Only the thread
     * itself accesses them.
     */
    SelectorCloses.Postponed postponedCloses;

    // The place that the thread keeps in a lock's queue while it drains; see Places.

    /** The synchronizer whose queue it is. Written before the place, read after it. */
    Object placeSync;

    /**
     * The condition for which the thread waits, or that has signalled it, of an int synchronizer;
     * otherwise null.
     */
    Object placeCondition;

    /** The thread itself. Written before the place, like those two. */
    Thread thread;

    /**
     * How often its turn was passed on in the current acquire. Only the thread itself accesses it.
     */
    int passes;

    /** One bit for each acquire on the stack that has consumed an interrupt: {@link Acquires}. */
    int interruptedAcquires;

    /**
     * The condition that has signalled the thread, until it has the lock again. Only the thread
     * itself accesses it.
     */
    Object condition;

    /**
     * The condition whose signal the thread had when its turn was passed on. The signal is to be
     * passed on as well, as long as the thread is busy. See {@link Signals}.
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

    /**
     * Replaces the place; either the thread that takes its place back or one that passes its turn
     * on succeeds.
     */
    boolean casPlace(Object expected, Object update) {
        return U.compareAndSetReference(this, PLACE, expected, update);
    }

    // The fields of Leaders.

    /** How often the thread has begun to run works in a lock's queue. Written before the place. */
    int drains;

    /**
     * The value of drains at the keeper's last look, and how often it has looked since. Written by
     * whoever sets the mark.
     */
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

    /** When a work came to the empty queue, or 0, for {@link Telemetry}. Racy. */
    long addedNanos;

    /** How many works are queued, for {@link Backlogs}. */
    volatile int length;

    int addLength(int n) {
        return U.getAndAddInt(this, LENGTH, n) + n;
    }

    /** The link and the mark of {@link Keeper} for its list of late turns. */
    Target nextLate;

    private volatile boolean late;

    boolean claimLate() {
        return !late && U.compareAndSetBoolean(this, LATE, false, true);
    }

    void clearLate() {
        late = false;
    }

    /** Whether {@link DueThreads} counts the thread. */
    private volatile boolean counted;

    boolean isCounted() {
        return counted;
    }

    boolean casCounted(boolean expected, boolean update) {
        return U.compareAndSetBoolean(this, COUNTED, expected, update);
    }

    /** The link, the thread and the mark of {@link LateWakes}. */
    Target nextLateWake;

    Thread lateThread;

    /**
     * The newest incoming work, or a mark: see {@link WorkList}. It is the last of the references,
     * behind those that are seldom used, so that it is in another cache line than the lock.
     */
    @SuppressWarnings("UnusedVariable") // accessed by its offset
    private volatile Work head;

    private volatile boolean lateWake;

    boolean claimLateWake() {
        return !lateWake && U.compareAndSetBoolean(this, LATE_WAKE, false, true);
    }

    void clearLateWake() {
        lateWake = false;
    }

    /** Returns the target of a thread; null if it never had a work. */
    static Target find(Thread thread) {
        Slot slot = Slot.find(thread);
        return slot == null ? null : slot.target();
    }

    /** Returns whether run points do nothing now. */
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
    private static final long COUNTED = U.objectFieldOffset(Target.class, "counted");
    private static final long LATE = U.objectFieldOffset(Target.class, "late");
}
