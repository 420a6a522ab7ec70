// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import io.taskwork.benchmarks.Versus.Winner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table and the picture that open the report: who takes less, row by row. */
final class Summary {
    private static final String FILE = "summary.svg";

    private static final String ABOUT = """
            Below 1 taskwork takes less time (or fewer bytes) than the same written by hand. Figures
            are medians, and the ratio is the median of those within a round, with the lowest and
            the highest. *equal*: the median is within %d %% of 1, and the rounds lie on both sides
            of it. Otherwise the median decides, however wide the spread is; a row with few
            rounds or a wide spread says little. The code by hand works as long as the target waits
            where that code expects it; a SIGNAL reaches it wherever it waits. The last rows compare
            threads that never get a work with those under an agent that does nothing, or none.

            """.formatted(Versus.NEAR);

    private Summary() {}

    /** Returns the text, and writes the picture; both are missing if there is no row. */
    static String of(List<Versus> rows, Path pictures) throws IOException {
        if (rows.isEmpty()) {
            return "";
        }
        SummaryChart.draw(rows, pictures.resolve(FILE));
        StringBuilder text = new StringBuilder("## Taskwork against by hand\n\n" + ABOUT);
        text.append("In %d rows: %s.\n\n".formatted(rows.size(), Stream.of(Winner.values())
                .map(w -> w.text + " " + rows.stream().filter(r -> r.winner() == w).count())
                .collect(Collectors.joining(", "))));
        text.append(Table.line(List.of("what", "by hand", "taskwork takes", "by hand takes",
                "ratio (lowest to highest)", "rounds", "takes less")));
        text.append("| --- | --- | ---: | ---: | ---: | ---: | --- |\n");
        for (Versus row : rows) {
            text.append(Table.line(List.of(row.what(), row.hand(), row.ours(), row.theirs(),
                    Table.ratio(row.ratio()), String.valueOf(row.rounds()),
                    row.winner() == Winner.TASKWORK ? "**taskwork**" : row.winner().text)));
        }
        return text.append("\n![Taskwork against by hand](").append(pictures.getFileName())
                .append('/').append(FILE).append(")\n\n").toString();
    }
}
