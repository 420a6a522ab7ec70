// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes into the samples' page, without running the samples. */
final class SampleFiguresTest {
    @TempDir
    private Path directory;

    @Test
    void aBlockIsReplacedAndNothingElse() throws Exception {
        Path page = Files.writeString(directory.resolve("page.md"),
                "before\n<!-- stop: written by X -->\nold\n<!-- end of stop -->\nafter\n");
        SampleFigures.replace(page, "stop", "new\n");
        assertEquals("before\n<!-- stop: written by X -->\n\n```\nnew\n```\n\n"
                + "<!-- end of stop -->\nafter\n", Files.readString(page));
        assertThrows(IllegalStateException.class,
                () -> SampleFigures.replace(page, "slices", "new\n"));
    }

    /** The page must keep the names of the blocks; otherwise nothing could be written. */
    @Test
    void thePageHasTheBlocks() throws Exception {
        Path page = Files.copy(Path.of("../samples/README.md"), directory.resolve("README.md"));
        for (String name : List.of("stop", "slices")) {
            SampleFigures.replace(page, name, "figures of " + name + "\n");
            assertTrue(Files.readString(page).contains("figures of " + name));
        }
    }

    @Test
    void thePictureHasALineForEachWay() throws Exception {
        SampleFigures.draw(List.of("no slices\tp10=200000\tp50=3000000000\tp75=5000000000",
                "turns\tp10=1000000\tp50=7000000\tp75=9000000"), directory);
        String picture = Files.readString(directory.resolve("slices.svg"));
        assertTrue(picture.contains(">no slices<"), picture);
        assertTrue(picture.contains(">turns<"), picture);
        assertThrows(IllegalStateException.class,
                () -> SampleFigures.draw(List.of(), directory));
    }
}
