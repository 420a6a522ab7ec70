// SPDX-License-Identifier: Apache-2.0
package io.taskwork.soak;

import java.util.concurrent.atomic.LongAdder;

/** The counts of what was queued, and of what became of it. */
final class Ledger {
    final LongAdder queued = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder ran = new LongAdder();
    final LongAdder cancelled = new LongAdder();
    final LongAdder onOther = new LongAdder();
    final LongAdder early = new LongAdder();
    final LongAdder born = new LongAdder();
    final LongAdder gone = new LongAdder();

    boolean isBalanced() {
        return queued.sum() == ran.sum() + cancelled.sum() && born.sum() == gone.sum()
                && onOther.sum() == 0 && early.sum() == 0;
    }

    @Override
    public String toString() {
        return "threads " + born + " came, " + gone + " went; works " + queued + " queued, " + ran
                + " ran, " + cancelled + " cancelled; " + refused + " refused; on another thread "
                + onOther + ", early " + early;
    }
}
