// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import io.taskwork.benchmarks.Run.Spread;
import java.util.List;

/**
 * A row of the table that opens the report: taskwork against what one would write by hand.
 *
 * @param what   it is, in plain words
 * @param hand   what one would write
 * @param ours   the figure of taskwork with its unit
 * @param theirs the figure of the code by hand with its unit
 * @param ratio  of the time or the bytes that taskwork takes to those by hand, within rounds
 */
record Versus(String what, String hand, String ours, String theirs, Spread ratio, int rounds) {
    /** How far a median may be from 1 to be called equal, in per cent. */
    static final int NEAR = 5;

    /** Who takes less. The name of each is what the table and the picture say. */
    enum Winner {
        TASKWORK("taskwork"), HAND("by hand"), EQUAL("equal");

        final String text;

        Winner(String text) {
            this.text = text;
        }
    }

    /** A figure that is compared: its name in the samples, and how a table shows it. */
    record Figure(String name, String unit, double divisor, boolean moreIsBetter) {
        static final Figure NANOS = new Figure("ns", "ns", 1, false);
        static final Figure RATE = new Figure("rate", "/s", 1, true);
        static final Figure P50 = new Figure("p50", "us", 1e3, false);

        private String show(Spread spread) {
            return Table.number(spread.median() / divisor)
                    + (moreIsBetter ? unit : " " + unit);
        }
    }

    /** Where a run has the two figures: a row, the variant of taskwork and the one by hand. */
    record Pair(String row, String ours, String theirs) {}

    /** Returns the row, or none if the run does not have both. */
    static List<Versus> of(Run run, Pair pair, Figure figure, String what, String hand) {
        boolean turned = figure.moreIsBetter();
        double[] ratios = run.ratios(pair.row(), turned ? pair.theirs() : pair.ours(),
                turned ? pair.ours() : pair.theirs(), figure.name());
        return ratios.length == 0 ? List.of() : List.of(new Versus(what, hand,
                figure.show(run.spread(pair.row(), pair.ours(), figure.name())),
                figure.show(run.spread(pair.row(), pair.theirs(), figure.name())),
                Spread.of(ratios), ratios.length));
    }

    /** Returns whether it is not about code by hand, but about an agent with nothing to do. */
    boolean idle() {
        return hand.endsWith(" agent");
    }

    /** The rule that the page states: equal needs both a median near 1 and a spread around it. */
    Winner winner() {
        boolean around = ratio.lowest() <= 1 && ratio.highest() >= 1;
        double near = NEAR / 100.0;
        if (around && ratio.median() >= 1 - near && ratio.median() <= 1 + near) {
            return Winner.EQUAL;
        }
        return ratio.median() < 1 ? Winner.TASKWORK : Winner.HAND;
    }
}
