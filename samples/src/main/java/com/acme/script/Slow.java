// SPDX-License-Identifier: Apache-2.0
package com.acme.script;

import java.util.function.BooleanSupplier;

/** A function that computes for long, and knows nothing of being stopped. */
public final class Slow {
    private Slow() {}

    /** Computes until it is over. */
    public static long compute(BooleanSupplier over) {
        long n = 0;
        while (!over.getAsBoolean()) {
            n++;
        }
        return n;
    }
}
