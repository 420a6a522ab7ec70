// SPDX-License-Identifier: Apache-2.0
package io.taskwork.model;

import static io.taskwork.model.Adder.Mode.NONE;
import static io.taskwork.model.Adder.Mode.RESUME;
import static io.taskwork.model.Adder.Mode.SIGNAL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * Park, wake, wait, drain and exit as built hold in every interleaving, and each twin that lacks
 * one thing breaks a promise. The test prints the number of states, or the shortest trace.
 */
class WakeModelTest {
    private static final Set<Weakness> AS_BUILT = Set.of();

    private static final String SLEEPS = "11: the target sleeps over a SIGNAL";

    /** This also checks that there is one wake for each sleep. */
    @Test
    void parksBetweenTwoSignals() {
        assertHolds("two SIGNALs", WakeModel.parks(AS_BUILT, SIGNAL, SIGNAL).strictly());
    }

    @Test
    void parksBetweenModes() {
        assertHolds("RESUME, SIGNAL", WakeModel.parks(AS_BUILT, RESUME, SIGNAL));
        assertHolds("NONE, SIGNAL", WakeModel.parks(AS_BUILT, NONE, SIGNAL));
    }

    @Test
    void parksWhileAWorkIsTakenBackAndAddedAgain() {
        assertHolds("SIGNAL, cancel, re-add", WakeModel.parksAndCancels(AS_BUILT, SIGNAL));
    }

    @Test
    void parksWhileAWorkIsPostedThatMayBeQueued() {
        assertHolds("NONE, posted as SIGNAL", WakeModel.parksAndPosts(AS_BUILT, SIGNAL));
        assertHolds("NONE, posted as RESUME", WakeModel.parksAndPosts(AS_BUILT, RESUME));
    }

    /** The NONE comes after the wake, and nothing tells the target of it. */
    @Test
    void aPostedSignalIsLost() {
        assertBreaks("3: passes a run point over what was added before", "FINDS_WHAT_IS_NOT_PUSHED",
                WakeModel.parksAndPosts(with(Weakness.FINDS_WHAT_IS_NOT_PUSHED), SIGNAL));
    }

    @Test
    void waitsBetweenTwoSignals() {
        assertHolds("Object.wait, two SIGNALs", WakeModel.waits(AS_BUILT, SIGNAL, SIGNAL));
    }

    /**
     * If an adder sets the mark after the last look of a drain, no end of that drain may clear it.
     */
    @ParameterizedTest
    @EnumSource(mode = Mode.INCLUDE, names = {"CLEARS_THE_MARK_TWICE", "EVERY_SIGNAL_WAKES"})
    void aSecondWake(Weakness weakness) {
        assertBreaks("11: a SIGNAL wakes though a wake is on its way", weakness.name(),
                WakeModel.parks(with(weakness), SIGNAL, SIGNAL).strictly());
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.INCLUDE, names = {
            "BLOCKS_OVER_WHAT_IS_LEFT", "MARKS_DUE_FIRST", "MARKS_WITHOUT_DUE",
            "LOOKS_BEFORE_THE_PUSH", "UNPARKS_PARKED_ONLY", "PARKS_AFTER_CALLBACKS"})
    void aSignalIsLostInPark(Weakness weakness) {
        assertBreaks(SLEEPS, weakness.name(), WakeModel.parks(with(weakness), SIGNAL, SIGNAL));
    }

    /** The last poll before the park does nothing, since polls rest; the park must run the work. */
    @Test
    void aSignalIsLostInTheLastPoll() {
        assertBreaks("3: passes a run point over what was added before", "RESTS_WITHOUT_DUE",
                WakeModel.parks(with(Weakness.RESTS_WITHOUT_DUE), SIGNAL));
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.INCLUDE, names = {
            "ANNOUNCES_AFTER_THE_LOOK", "NO_SECOND_LOOK", "ONE_LOOK_AT_THE_WAITER"})
    void aSignalIsLostInWait(Weakness weakness) {
        assertBreaks(SLEEPS, weakness.name(), WakeModel.waits(with(weakness), SIGNAL, SIGNAL));
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.INCLUDE, names = {
            "FORGETS_WHAT_IS_LEFT", "DUE_SET_BY_WAKE_ONLY", "MARKS_ONCE",
            "CLEARS_DUE_AFTER_THE_LOOK"})
    void aRunPointIsPassed(Weakness weakness) {
        assertBreaks("3: passes a run point over what was added before", weakness.name(),
                WakeModel.parks(with(weakness), SIGNAL, SIGNAL));
    }

    @Test
    void theThreadsOwnWakeUpIsLost() {
        assertBreaks("4: the target sleeps, and its own wake-up is gone", "KEEPS_THE_EATEN_PERMIT",
                WakeModel.parks(with(Weakness.KEEPS_THE_EATEN_PERMIT), SIGNAL));
    }

    @Test
    void aDueThatStaysMakesTheTargetSpin() {
        assertBreaks("runs in circles though nobody else does anything", "NEVER_CLEARS_DUE",
                WakeModel.parks(with(Weakness.NEVER_CLEARS_DUE), SIGNAL));
    }

    @Test
    void aWorkThatAddsItselfAgainLeavesTheThreadToItsOwnCode() {
        assertHolds("perpetual NONE",
                WakeModel.parks(AS_BUILT, SIGNAL).withPerpetualWork());
        assertHolds("perpetual NONE, RESUME, SIGNAL",
                WakeModel.parks(AS_BUILT, RESUME, SIGNAL).withPerpetualWork());
        assertBreaks("runs in circles though nobody else does anything",
                "GOES_ON_FOR_WHAT_IS_QUEUED",
                WakeModel.parks(with(Weakness.GOES_ON_FOR_WHAT_IS_QUEUED), SIGNAL)
                        .withPerpetualWork());
    }

    @Test
    void anAcceptedWorkNeverRuns() {
        assertBreaks("9: add was true, and never runs: a", "CLOSES_WITHOUT_COMPARE",
                WakeModel.parks(with(Weakness.CLOSES_WITHOUT_COMPARE), SIGNAL));
    }

    /** The loop after the last look saves a run point; the look that follows the loop would do. */
    @Test
    void oneOfTheTwoLastLooksIsASpare() {
        assertHolds("NO_LAST_LOOK", WakeModel.parks(with(Weakness.NO_LAST_LOOK), SIGNAL));
        assertBreaks("3: passes a run point over what was added before", "neither look",
                WakeModel.parks(Set.of(Weakness.NO_LAST_LOOK, Weakness.FORGETS_WHAT_IS_LEFT),
                        SIGNAL, SIGNAL));
    }

    private static Set<Weakness> with(Weakness weakness) {
        return Set.of(weakness);
    }

    static void assertHolds(String name, WakeModel model) {
        Explorer.Outcome outcome = model.explore();
        System.out.println(name + ": " + outcome);
        assertNull(outcome.violation(), outcome::toString);
    }

    private static void assertBreaks(String violation, String name, WakeModel model) {
        Explorer.Outcome outcome = model.explore();
        System.out.println(name + ": " + outcome);
        assertEquals(violation, outcome.violation());
        assertEquals("start", outcome.trace().getFirst().strip().split(" ")[0]);
    }
}
