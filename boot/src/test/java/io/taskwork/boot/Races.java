// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * Runs a race over and over: for a while where it must hold, and until it breaks where it must
 * break.
 */
final class Races {
    private static final Duration HOLDS =
            Duration.ofMillis(Long.getLong("taskwork.race.millis", 700));
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BREAKS = Duration.ofSeconds(90);

    private Races() {}

    static void assertHolds(Class<? extends Race> race) throws Exception {
        assertNull(firstViolation(instance(race), HOLDS, PATIENCE));
    }

    /** Checks a race on patched classes that are as good as the real ones. */
    static void assertHolds(Class<? extends Race> race, Patched classes) throws Exception {
        assertNull(firstViolation(instance(classes.load(race)), HOLDS, PATIENCE));
    }

    /** Checks that a race breaks on weakened classes, and so would notice. */
    static void assertBreaks(Class<? extends Race> race, Patched classes) throws Exception {
        // A broken queue may hang as well as lose something.
        Duration patience = Duration.ofSeconds(3);
        assertNotNull(
                firstViolation(instance(classes.load(race)), BREAKS, patience),
                race.getSimpleName() + " did not notice");
    }

    private static Race instance(Class<? extends Race> race) throws ReflectiveOperationException {
        var constructor = race.getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }

    private static String firstViolation(Race race, Duration limit, Duration patience)
            throws InterruptedException {
        long seed = Long.getLong("taskwork.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        long start = System.nanoTime();
        String violation = null;
        int rounds = 0;
        while (violation == null && System.nanoTime() - start < limit.toNanos()) {
            violation = race.round(random, patience);
            rounds++;
        }
        System.out.printf(
                "%s: seed %d, %d rounds, %d ms: %s%n",
                race.getClass().getSimpleName(),
                seed,
                rounds,
                (System.nanoTime() - start) / 1_000_000,
                violation == null ? "held" : violation);
        return violation;
    }
}
