// SPDX-License-Identifier: Apache-2.0
package com.acme.script;

import java.util.function.BooleanSupplier;

/** A function that computes for a long time and knows nothing about being stopped. */
public final class Slow {
    private Slow() {}

    /** Computes until the supplier says that it is over. */
    public static long compute(BooleanSupplier over) {
        long n = 0;
        while (!over.getAsBoolean()) {
            n++;
        }
        return n;
    }
}
