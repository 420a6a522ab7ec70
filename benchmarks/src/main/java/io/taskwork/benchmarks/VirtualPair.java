// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

/** Two virtual threads that know each other. */
final class VirtualPair {
    /** With one carrier the cost of a hand-over does not depend on whether a thread is stolen. */
    static final String[] ONE_CARRIER = {
        "-Djdk.virtualThreadScheduler.parallelism=1",
        "-Djdk.virtualThreadScheduler.maxPoolSize=1",
    };

    /** What both threads do. */
    interface Body {
        /** {@code me} is 0 or 1. */
        void run(int me, Thread other) throws InterruptedException;
    }

    private VirtualPair() {}

    /** Runs the body in both and waits for both. */
    static void run(Body body) throws InterruptedException {
        Thread[] pair = new Thread[2];
        for (int i = 0; i < 2; i++) {
            int me = i;
            pair[i] = Thread.ofVirtual().unstarted(() -> {
                try {
                    body.run(me, pair[1 - me]);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        for (Thread thread : pair) {
            thread.start();
        }
        for (Thread thread : pair) {
            thread.join();
        }
    }
}
