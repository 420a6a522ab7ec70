// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import java.util.List;
import java.util.random.RandomGenerator;

/** Some threads, one object of the JDK that they share, and what callbacks do to it. */
interface StormScene {
    /** Returns the bodies of the threads; each runs until {@link #stop}. */
    List<Scene.Step> workers();

    /** Called on a worker, from a callback. */
    void callback(RandomGenerator random) throws Exception;

    /** Lets the workers come to their end; they are joined afterwards. */
    void stop() throws Exception;

    /**
     * Called after all have ended: throws if the sums are not right, and otherwise returns how much
     * was done.
     */
    long check();
}
