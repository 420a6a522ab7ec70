// SPDX-License-Identifier: Apache-2.0
package io.taskwork.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Whoever cites a promise or a hazard by its number cites one of {@code docs/contract.md}. */
class ContractTest {
    private static final Path ROOT = Path.of("..");
    private static final Path CONTRACT = ROOT.resolve("docs").resolve("contract.md");

    /** Returns the sources and documents, without what builds leave behind. */
    private static List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
                String name = dir.getFileName().toString();
                return name.equals("target") || (name.startsWith(".") && !dir.equals(ROOT))
                        ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = file.getFileName().toString();
                if (name.endsWith(".java") || name.endsWith(".md")) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    private static Set<String> anchors() throws IOException {
        return Citations.anchors(Files.readString(CONTRACT));
    }

    @Test
    void everyNumberThatIsCitedIsInTheContract() throws IOException {
        Set<String> anchors = anchors();
        List<String> complaints = new ArrayList<>();
        for (Path file : files()) {
            for (String complaint : Citations.complaints(Files.readString(file), anchors)) {
                complaints.add(file + " " + complaint);
            }
        }
        assertEquals(List.of(), complaints);
    }

    /** A promise without a row there is one against which nothing was tried. */
    @Test
    void everyPromiseHasItsEvidence() throws IOException {
        Set<String> missing = new TreeSet<>(anchors());
        missing.removeIf(anchor -> anchor.startsWith("hazard"));
        missing.removeAll(Citations.of(
                Files.readString(CONTRACT.resolveSibling("evidence.md"))));
        assertEquals(Set.of(), missing);
    }

    /** The weakened twins are wrong citations, put together so that this file has none. */
    @Test
    void aWrongCitationIsFound() throws IOException {
        Set<String> anchors = anchors();
        assertTrue(anchors.containsAll(Set.of("promise-1", "promise-11", "hazard-14")));
        String promise = "Promise";
        for (String wrong : List.of(
                "/** " + promise + " 99: none. */",
                "(" + promise + "s 1, 2 and 99)",
                "/** The " + "hazards 3 or\n * 98 */",
                "/** of " + "hazard\n * 97 */",
                "[9](contract.md" + "#promise-96)",
                "the errors of design " + "section 2",
                "Facts, " + "hazard 3")) {
            assertEquals(1, Citations.complaints(wrong, anchors).size(), wrong);
        }
        assertEquals(List.of(), Citations.complaints(promise + "s 1 to 11, hazard 3", anchors));
    }
}
