// SPDX-License-Identifier: Apache-2.0
package io.taskwork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/compared.md claims names a test, and the test is there. */
class ComparedTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern LINK = Pattern.compile("]\\(([^)]+)\\)");

    private static List<String[]> rows() throws IOException {
        return Files.readAllLines(DOCS.resolve("compared.md")).stream()
                .filter(line -> line.startsWith("| "))
                .map(line -> line.substring(2).split(" \\| ?", -1))
                .toList();
    }

    @Test
    void eachOfOurCellsNamesItsTest() throws IOException {
        List<String[]> rows = rows();
        assertTrue(rows.size() > 20, rows.size() + " rows");
        for (String[] row : rows.subList(1, rows.size())) {
            assertEquals(rows.getFirst().length, row.length, row[0]);
            assertTrue(row[1].contains("](../agent/src/test/java/io/taskwork/")
                    || row[1].contains("](../boot/src/test/java/io/taskwork/"), row[0]);
        }
    }

    @Test
    void allLinksLeadSomewhere() throws IOException {
        LINK.matcher(Files.readString(DOCS.resolve("compared.md"))).results()
                .map(link -> link.group(1))
                .forEach(path -> assertTrue(Files.exists(DOCS.resolve(path)), path));
    }
}
