// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import java.util.ArrayList;
import java.util.List;

/** Every blocking call of the JDK that a virtual thread can make. */
final class Rows {
    /**
     * Whether a thread in a selector runs, as far as anybody can tell: before JDK 24 it waits in
     * the kernel.
     */
    private static final boolean SELECTORS_PARK = Runtime.version().feature() >= 24;

    private Rows() {}

    static List<Row> all() {
        List<Row> rows = new ArrayList<>();
        rows.addAll(ThreadRows.all());
        rows.addAll(LockRows.all());
        rows.addAll(ConditionRows.all());
        rows.addAll(SynchronizerRows.all());
        rows.addAll(QueueRows.all());
        rows.addAll(FutureRows.all());
        rows.addAll(MapRows.all());
        rows.addAll(IoRows.all());
        rows.addAll(ChannelRows.all());
        rows.addAll(CloseRows.all());
        rows.removeIf(row -> !SELECTORS_PARK && row.call().startsWith("Selector."));
        return rows;
    }
}
