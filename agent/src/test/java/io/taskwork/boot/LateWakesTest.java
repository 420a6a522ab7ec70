// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.jdk.JdkFields;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/**
 * A thread that a debugger holds on its way into {@code Object.wait}: a virtual thread that is not
 * started, whose state is set by hand, and a clock that the test turns on.
 */
class LateWakesTest {
    /** Longer than the keeper once looked, in its milliseconds. */
    private static final int HELD = 60_000;

    private static final int LONGEST_PAUSE = 128;

    private final List<Runnable> submitted = new ArrayList<>();
    private final Thread thread = virtualThread(submitted::add);
    private final Task task = Task.of(thread);
    private final Target target = task.targetOrNew();
    private long now = 1_000_003L;

    /** {@code VirtualThread(Executor, String, int, Runnable)}. */
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

    private void state(String name) {
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

    private void enter() {
        task.waiting = true;
        task.due = true;
        state("RUNNING");
        assertTrue(LateWakes.enter(thread, target));
    }

    /** As the keeper sleeps and looks; how often it looked. */
    private int turnClockOn(int ticks) {
        int looks = 0;
        long end = now + ticks;
        while (now < end) {
            long pause = LateWakes.ticksUntilNext(now);
            long next = Math.min(end, pause == 0 ? end : now + pause);
            LateWakes.look(now, next);
            now = next;
            looks++;
        }
        return looks;
    }

    @Test
    void aThreadThatIsHeldForAMinuteIsWokenAllTheSame() throws Exception {
        enter();
        int looks = turnClockOn(HELD);
        assertTrue(looks < HELD / 100, "looked " + looks + " times");
        state("WAIT");
        if (JdkFields.INTERRUPTIBLE_WAIT.isThere()) {
            field("interruptibleWait").setBoolean(thread, true);
        }
        turnClockOn(LONGEST_PAUSE);
        assertEquals(1, submitted.size(), "woken");
        assertEquals(0, LateWakes.ticksUntilNext(now), "and forgotten");
        turnClockOn(10 * LONGEST_PAUSE);
        assertEquals(1, submitted.size(), "once");
    }

    @Test
    void aThreadIsEnteredOnce() {
        enter();
        assertFalse(LateWakes.enter(thread, target));
        turnClockOn(1_000);
        assertFalse(LateWakes.enter(thread, target));
        task.waiting = false; // it left by itself
        turnClockOn(LONGEST_PAUSE);
        enter();
        task.due = false; // it has drained
        turnClockOn(LONGEST_PAUSE);
        assertEquals(0, LateWakes.ticksUntilNext(now));
        assertEquals(0, submitted.size());
    }

    @Test
    void aThreadThatHasEndedIsForgotten() {
        enter();
        turnClockOn(1_000);
        state("TERMINATED");
        turnClockOn(LONGEST_PAUSE);
        assertEquals(0, LateWakes.ticksUntilNext(now));
        assertEquals(null, target.lateThread);
    }

    /** Those that came at different times are looked at together. */
    @Test
    void manyCostNoMoreLooksThanOne() {
        List<LateWakesTest> others = new ArrayList<>();
        enter();
        for (int i = 0; i < 200; i++) {
            LateWakesTest other = new LateWakesTest();
            other.enter();
            others.add(other);
            turnClockOn(3);
        }
        turnClockOn(1_000);
        assertTrue(turnClockOn(HELD) <= HELD / LONGEST_PAUSE + 1);
        task.waiting = false;
        others.forEach(other -> other.task.waiting = false);
        turnClockOn(LONGEST_PAUSE);
        assertEquals(0, LateWakes.ticksUntilNext(now));
    }
}
