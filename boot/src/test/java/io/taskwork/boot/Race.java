// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * Threads that work on one queue at the same time, and what must be true of the outcome.
 *
 * <p>The same race runs on the classes as built and on patched ones (see {@link Patched}); this
 * interface, and nothing else of the package, is common to both.
 */
public interface Race {
    /**
     * Runs once.
     *
     * @param patience how long threads may take before they count as stuck
     * @return what went wrong, or null
     */
    String round(SplittableRandom random, Duration patience) throws InterruptedException;
}
