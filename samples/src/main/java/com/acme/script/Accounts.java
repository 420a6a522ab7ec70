// SPDX-License-Identifier: Apache-2.0
package com.acme.script;

/** Two accounts. Each transfer is entered into a book between its two halves. */
public final class Accounts {
    private final long[] book = new long[10_000];
    private long from = 1_000_000;
    private long to;

    /** Moves an amount, which would be lost if an exception were thrown in the middle. */
    public long transfer(long amount) {
        from -= amount;
        for (int i = 0; i < book.length; i++) {
            book[i] += amount;
        }
        to += amount;
        return to;
    }

    /** Returns what is in both; it differs only in the middle of a transfer. */
    public long sum() {
        return from + to;
    }
}
