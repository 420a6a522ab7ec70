// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import java.util.List;
import java.util.random.RandomGenerator;

/** Some threads, one object of the JDK that they share, and what callbacks do to it. */
interface StormScene {
    /** The bodies of the threads; each runs until {@link #stop}. */
    List<Scene.Step> workers();

    /** On a worker, from a callback. */
    void callback(RandomGenerator random) throws Exception;

    /** Lets the workers come to their end; they are joined afterwards. */
    void stop() throws Exception;

    /** After all have ended: throws if the sums are not right; else how much was done. */
    long check();
}
