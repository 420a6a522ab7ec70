// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import io.taskwork.jdk.JdkFields;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * A thread that a debugger holds on its way into {@code Object.wait}: a virtual thread that is not
 * started, whose state is set by hand.
 */
final class HeldThread {
    /** The tasks that its scheduler was handed. */
    final List<Runnable> submitted = new ArrayList<>();

    final Thread thread = virtualThread(submitted::add);
    final Slot slot = Slot.of(thread);
    final Target target = slot.targetOrNew();

    /** Calls {@code VirtualThread(Executor, String, int, Runnable)}. */
    private static Thread virtualThread(Executor scheduler) {
        try {
            Constructor<?> constructor = Class.forName("java.lang.VirtualThread")
                    .getDeclaredConstructor(
                            Executor.class, String.class, int.class, Runnable.class);
            constructor.setAccessible(true);
            return (Thread) constructor.newInstance(scheduler, "held", 0, (Runnable) () -> {});
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    void state(String name) {
        try {
            field("state").setInt(thread, field(name).getInt(null));
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static Field field(String name) {
        try {
            Field field = VirtualThreads.CLASS.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Announces its wait, and sends a SIGNAL that finds it so; returns true unless it was found
     * before.
     */
    boolean isSignalled() {
        slot.waiting = true;
        slot.due = true;
        state("RUNNING");
        return LateWakes.enter(thread, target);
    }

    /** Lets it continue into the wait set. */
    void waits() {
        if (JdkFields.INTERRUPTIBLE_WAIT.isThere()) {
            try {
                field("interruptibleWait").setBoolean(thread, true);
            } catch (IllegalAccessException e) {
                throw new AssertionError(e);
            }
        }
        state("WAIT");
    }

    /** The clock by which the keeper looks. */
    static final class Clock {
        private long now = 1_000_003L;

        /** How often the keeper looked. */
        int turnOn(int ticks) {
            int looks = 0;
            long end = now + ticks;
            while (now < end) {
                long pause = LateWakes.ticksUntilNext(now);
                long next = pause == 0 ? end : Math.min(end, now + pause);
                LateWakes.look(now, next);
                now = next;
                looks++;
            }
            return looks;
        }

        boolean isIdle() {
            return LateWakes.ticksUntilNext(now) == 0;
        }
    }
}
