// SPDX-License-Identifier: Apache-2.0
package io.taskwork.poll;

import static io.taskwork.poll.WovenLoops.call;
import static io.taskwork.poll.WovenLoops.methods;
import static io.taskwork.poll.WovenLoops.numbers;
import static io.taskwork.poll.WovenLoops.polls;
import static io.taskwork.poll.WovenLoops.woven;
import static io.taskwork.poll.WovenLoops.wovenWithout;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.poll.LoopSamples.Branched;
import io.taskwork.poll.LoopSamples.Few;
import io.taskwork.poll.LoopSamples.LongOnes;
import io.taskwork.poll.LoopSamples.NotFew;
import io.taskwork.poll.LoopSamples.ShortOnes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Loops other than counted ones compute what they did, and poll as often as they must. */
class ShortLoopsTest {
    private static Class<?> shortLoops;
    private static Class<?> branched;
    private static Class<?> longLoops;
    private static Class<?> notFew;

    @BeforeAll
    static void weave() throws Exception {
        shortLoops = woven(ShortOnes.class);
        branched = woven(Branched.class);
        longLoops = woven(LongOnes.class);
        notFew = woven(NotFew.class);
    }

    @Test
    void theyComputeWhatTheyDid() throws Exception {
        for (int n : new int[] {1, 2, 1_023, 1_024, 1_025, 5_000, 30_000}) {
            same(ShortOnes.class, shortLoops, n);
            same(Branched.class, branched, n);
            same(LongOnes.class, longLoops, n);
            same(NotFew.class, notFew, n);
        }
    }

    private static void same(Class<?> plain, Class<?> woven, int n) throws Exception {
        for (String method : methods(plain)) {
            assertEquals(call(plain, method, numbers(n), n), call(woven, method, numbers(n), n),
                    method + " of " + n);
        }
    }

    @Test
    void theFirstTurnOfAShortOnePollsAndThenFew() throws Exception {
        for (String method : methods(ShortOnes.class)) {
            assertEquals(1, polls(shortLoops, method, 3), method);
            int polls = polls(shortLoops, method, 100 * Countdown.TURNS);
            // The text is shorter than that, and the inner turns of nested loops count as well.
            int least = method.equals("letters") ? ShortOnes.TEXT.length() / Countdown.TURNS : 99;
            assertTrue(polls >= least && polls <= least + 17, method + ": " + polls);
        }
    }

    @Test
    void oneThatIsBranchedPollsAtItsHead() throws Exception {
        for (String method : methods(Branched.class)) {
            assertEquals(1, polls(branched, method, 3), method);
            int n = 100 * Countdown.TURNS;
            int polls = polls(branched, method, n);
            // Two arms of aroundShortOnes move towards each other.
            int least = method.equals("aroundShortOnes") ? 50 : 99;
            assertTrue(polls >= least && polls <= 150, method + ": " + polls);
        }
        assertEquals(6, PollWeaver.weave(WovenLoops.classFile(Branched.class.getName())).polls());
    }

    @Test
    void aPollInEachTurnOfALongOne() throws Exception {
        int n = 8_000;
        for (String method : methods(LongOnes.class)) {
            assertTrue(polls(longLoops, method, n) >= n - 1, method);
        }
    }

    @Test
    void noPollInAFewTurns() throws Exception {
        assertEquals(0, PollWeaver.weave(WovenLoops.classFile(Few.class.getName())).polls());
        for (String method : methods(NotFew.class)) {
            assertTrue(polls(notFew, method, 20_000) >= 20, method);
        }
    }

    /** The weakened twin does not look for what takes long. */
    @Test
    void whatTakesLongIsFound() throws Exception {
        Class<?> weak = wovenWithout("Recorder$Instruction", "takesLong", LongOnes.class);
        assertTrue(polls(weak, "calls", 8_000) < 100);
    }
}
