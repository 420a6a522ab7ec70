// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.taskwork.support.Await;
import io.taskwork.support.Tries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The matrix: what SIGNAL and RESUME do to a thread in each blocking call of the JDK. If {@code
 * -Ddocs.write} is set, the test writes what it saw to {@code docs/blocking-points.md}; otherwise
 * it fails if the file says anything else.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("image")
@Tag("jdk")
@Tag("points")
class BlockingPointsIT {
    private static final Path DOCUMENT = Path.of("..", "docs", "blocking-points.md");
    private static final Map<String, RowCheck.Seen> SEEN = new HashMap<>();
    private static final Map<String, String> CLOSED = new HashMap<>();

    static List<Row> rows() {
        return Rows.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    @Order(1)
    void callGoesOnAndSignalRuns(Row row) throws Exception {
        RowCheck check = new RowCheck(row, Await.LIMIT);
        RowCheck.Seen seen = check.check();
        if (row.timed()) {
            Tries.took(row.call(), check.tries(), RowCheck.ATTEMPTS);
        }
        assertEquals(row.where(), seen.where(), "where the works ran");
        assertEquals(row.early(), seen.early(), "early return");
        assertEquals(null, SEEN.put(row.call(), seen), "two rows of one name");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    @Order(1)
    void callThatACallbackClosesEndsAsIfClosedByAnother(Row row) throws Exception {
        CLOSED.put(row.call(), new OwnCloseCheck(row, Await.LIMIT).check());
    }

    static List<Takers.Taker> takers() {
        return Takers.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("takers")
    @Order(1)
    void whatComesMeanwhileGoesToWhomTheDocumentSays(Takers.Taker taker) throws Exception {
        new TakerCheck(taker, Await.LIMIT).check();
    }

    @Test
    @Order(2)
    void documentSaysWhatWasSeen(TestReporter reporter) throws IOException {
        reporter.publishEntry("blocking calls that a SIGNAL wakes", SEEN.values().stream()
                .filter(RowCheck.Seen::woken).count() + " of " + rows().size());
        assumeTrue(Runtime.version().feature() == 25, "the document is of JDK 25");
        StringBuilder text = new StringBuilder("""
                # Blocking points

                This page says what a `SIGNAL` does to a virtual thread in each blocking call of the
                JDK. `BlockingPointsIT` writes it from what it saw, and every build compares. In all
                of these calls `RESUME` wakes nobody, the call returns the result that it would have
                returned, and a timed call ends neither early nor late, however many SIGNALs come,
                unless the fourth column says that its contract allows an early return. The last
                column says how the call ends if a callback of its own thread closes what it is
                blocked on, which is the same as if another thread closes it.

                | call | woken by SIGNAL | where its works run | may return early | own close |
                |---|---|---|---|---|
                """);
        for (Row row : rows()) {
            RowCheck.Seen seen = SEEN.get(row.call());
            assertTrue(seen != null, () -> "no result of " + row);
            text.append("| `").append(row.call()).append("` | ")
                    .append(seen.woken() ? "yes" : "no").append(" | ")
                    .append(seen.where().text).append(" | ")
                    .append(seen.early() ? "yes" : "no").append(" | ")
                    .append(CLOSED.get(row.call())).append(" |\n");
        }
        text.append("""

                ## What comes while a thread runs a callback

                Two threads wait for the same thing, the one whose turn it is runs a callback, and
                then one such thing comes. The turn of a lock, a semaphore or a latch passes on, as
                does what a queue has to offer, even if the busy thread is the one that waits for a
                delay on behalf of others. An item that was already handed over stays with its taker,
                and a signal to a condition of the program's own stays with its waiter. The times
                were measured with a callback of 3 s that began 0.1 s before, on two processors with
                a load of 27. Where the thing passes on, the other thread had it after 4 ms (median of
                all calls; the longest took 170 ms), and otherwise after 2.8 to 2.9 s.

                | call | what comes goes to |
                |---|---|
                """);
        for (Takers.Taker taker : takers()) {
            text.append("| `").append(taker.call()).append("` | ")
                    .append(taker.whose().text).append(" |\n");
        }
        if (Boolean.getBoolean("docs.write")) {
            Files.createDirectories(DOCUMENT.getParent());
            Files.writeString(DOCUMENT, text);
        }
        assertEquals(Files.readString(DOCUMENT), text.toString(),
                "out of date; write it with -Ddocs.write=true");
    }
}
