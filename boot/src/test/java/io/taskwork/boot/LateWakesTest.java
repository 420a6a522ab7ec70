// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Wakes of threads that are held on their way into {@code Object.wait}. */
class LateWakesTest {
    private static final int LONGEST_PAUSE = 128;

    private final HeldThread held = new HeldThread();
    private final HeldThread.Clock clock = new HeldThread.Clock();

    @Test
    void aThreadThatIsHeldIsWokenHoweverLongThatLasts() throws Exception {
        Races.assertHolds(HeldOnTheWay.class);
    }

    @Test
    void aThreadIsMuteIfTheKeeperGivesUp() throws Exception {
        Races.assertBreaks(HeldOnTheWay.class,
                new Patched().replace("LateWakes", "lookAt", "isDone", GivesUp.class));
    }

    /** What isDone was once: it gives up after a number of looks. */
    static final class GivesUp {
        private static int looks;

        private GivesUp() {}

        static boolean isDone(Target target) {
            return ++looks > 200;
        }
    }

    @Test
    void aThreadIsEnteredOnce() {
        assertTrue(held.isSignalled());
        assertFalse(held.isSignalled());
        clock.turnOn(1_000);
        assertFalse(held.isSignalled());
        held.slot.waiting = false; // it left by itself
        clock.turnOn(LONGEST_PAUSE);
        assertTrue(held.isSignalled());
        held.slot.due = false; // it has drained
        clock.turnOn(LONGEST_PAUSE);
        assertTrue(clock.isIdle());
        assertEquals(0, held.submitted.size());
    }

    @Test
    void aThreadThatHasEndedIsForgotten() {
        held.isSignalled();
        clock.turnOn(1_000);
        held.state("TERMINATED");
        clock.turnOn(LONGEST_PAUSE);
        assertTrue(clock.isIdle());
        assertNull(held.target.lateThread);
    }

    /** Threads that came at different times are looked at together. */
    @Test
    void manyCostNoMoreLooksThanOne() {
        List<HeldThread> others = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            HeldThread other = new HeldThread();
            assertTrue(other.isSignalled());
            others.add(other);
            clock.turnOn(3);
        }
        clock.turnOn(1_000);
        assertTrue(clock.turnOn(60_000) <= 60_000 / LONGEST_PAUSE + 1);
        for (HeldThread other : others) {
            other.slot.waiting = false;
        }
        clock.turnOn(LONGEST_PAUSE);
        assertTrue(clock.isIdle());
    }
}
