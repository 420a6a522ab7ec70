// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.util.Map;
import java.util.function.Predicate;

/**
 * The methods that the API calls, by method handle: see its class {@code Door}. The API may be
 * loaded several times, by several class loaders, and finds this one runtime by name. The
 * signatures therefore name only types of {@code java.base}; a work is an {@code Object}, and an
 * enum is a number, see {@link Ordinals}.
 */
public final class Entry {
    /**
     * The version of the jars. It is a constant, since a class of the boot loader has no manifest
     * to read it from.
     */
    private static final String VERSION = "0.1.0-SNAPSHOT";

    private Entry() {}

    /** Returns the version, so that an API or an agent of another version can name both. */
    public static String version() {
        return VERSION;
    }

    /** Called by the agent when the hooks are in place; from then on they can be tried. */
    public static void startKeeper() {
        Keeper.start();
    }

    /** Called once, by the agent, when the hooks work. */
    public static void start() {
        Woven.byAgent();
    }

    /** Returns how the hooks came into this JVM, as a sentence; null if they are not there. */
    public static String woven() {
        return Woven.how();
    }

    /**
     * Returns why a woven runtime image cannot work here; null if it can, or if this is not a woven
     * image.
     */
    public static String refusal() {
        return Woven.refusal();
    }

    /** Returns what to do about the refusal. */
    public static String remedy() {
        return Woven.remedy();
    }

    public static Object newWork(Runnable callback, Object handle) {
        return new Work(callback, handle);
    }

    /** Returns the ordinal of the API's {@code TaskWork.State}. */
    public static int state(Object work) {
        return switch (((Work) work).phase()) {
            case Work.IDLE -> Ordinals.STATE_IDLE;
            case Work.RUNNING -> Ordinals.STATE_RUNNING;
            default -> Ordinals.STATE_QUEUED;
        };
    }

    public static boolean addWork(Thread target, Object work, int mode) {
        return Adds.add(target, (Work) work, mode);
    }

    public static boolean addWork(Thread target, Object work, int mode, long escalateNanos) {
        return Adds.addEscalating(target, (Work) work, mode, escalateNanos);
    }

    public static boolean addCallback(Thread target, Runnable callback, int mode) {
        return Adds.addFresh(target, callback, mode);
    }

    public static boolean cancel(Object work) {
        Work w = (Work) work;
        WorkQueue queue = w.queue;
        return queue != null && cancel(queue, w);
    }

    private static boolean cancel(WorkQueue queue, Work work) {
        if (!queue.cancel(work)) {
            return false;
        }
        if (Telemetry.on) {
            Backlogs.left((Target) queue);
        }
        return true;
    }

    /**
     * Queues a work like {@link #addWork}. If it is queued on that thread already, it stays queued
     * and the thread is notified. Throws {@code IllegalStateException} if it is queued elsewhere,
     * or is an exit hook.
     */
    public static boolean ensureQueued(Thread target, Object work, int mode) {
        return Adds.ensureQueued(target, (Work) work, mode);
    }

    /** Registers a work as an exit hook; returns false if the thread has exited. */
    public static boolean onExit(Thread target, Object work) {
        return Adds.addHook(target, (Work) work);
    }

    /** Registers an exit hook like {@link #onExit(Thread, Object)}, with a new work. */
    public static boolean onExitCallback(Thread target, Runnable cleanup) {
        return Adds.addHook(target, new Work(cleanup, null));
    }

    /**
     * Takes back the oldest works that match, up to the given number. Returns them, each followed
     * by the API object that was passed to {@link #newWork} with it, or null; a null in place of a
     * work ends the array. Returns null if the thread has no queue.
     */
    public static Object[] cancelMatching(
            Thread target, Predicate<? super Runnable> match, int most) {
        Target queue = Target.find(target);
        return queue == null ? null : Walk.takeBack(queue, match, most);
    }

    public static int run() {
        Thread self = Thread.currentThread();
        Slot slot = Slot.find(self);
        Target target = slot == null ? null : slot.target();
        if (target == null) {
            return 0;
        }
        if (target.draining) {
            return Drain.nested(self, target);
        }
        int ran = Drain.run(self, slot, target, RunPoint.RUN);
        if (ran > 0) {
            RunPoints.givePermit(self);
        }
        return ran;
    }

    public static boolean pending(Thread target) {
        Target queue = Target.find(target);
        return queue != null && !queue.isEmpty();
    }

    public static boolean exiting() {
        Target target = Target.find(Thread.currentThread());
        return target != null && target.exiting;
    }

    public static void openMask() {
        Masks.open();
    }

    public static void closeMask() {
        Masks.close();
    }

    /** Makes every later add record who made it. */
    public static void trace() {
        Trace.on = true;
    }

    /** Returns the counts since the first call of this method, as {@link Counters} names them. */
    public static Map<String, Long> counts() {
        return Telemetry.counts();
    }

    /** Returns the ordinal of the API's {@code Reach}. */
    public static int reach(Thread target) {
        return Reaches.of(target);
    }
}
