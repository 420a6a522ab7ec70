// SPDX-License-Identifier: Apache-2.0
package com.acme.script;

/** Two accounts; each transfer is written into a book between its two halves. */
public final class Accounts {
    private final long[] book = new long[10_000];
    private long from = 1_000_000;
    private long to;

    /** Moves an amount; what is thrown at any instruction in here would lose it. */
    public long transfer(long amount) {
        from -= amount;
        for (int i = 0; i < book.length; i++) {
            book[i] += amount;
        }
        to += amount;
        return to;
    }

    /** What is in both; it never changes, but in the midst of a transfer. */
    public long sum() {
        return from + to;
    }
}
