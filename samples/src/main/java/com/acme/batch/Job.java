// SPDX-License-Identifier: Apache-2.0
package com.acme.batch;

/** A computation that never blocks. */
public final class Job {
    private Job() {}

    /** Computes the given number of steps. */
    public static long compute(long steps) {
        long n = 1;
        for (long i = 0; i < steps; i++) {
            n = n * 6364136223846793005L + 1442695040888963407L;
            n ^= n >>> 29;
        }
        return n;
    }
}
