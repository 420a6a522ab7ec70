// SPDX-License-Identifier: Apache-2.0
package io.taskwork.docs;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A block that is out of date is found, since a document that nothing compares goes stale. */
class DocumentBlockTest {
    @TempDir
    Path directory;

    private DocumentBlock block(String shown) throws Exception {
        Path document = Files.writeString(directory.resolve("page.md"), "# Page\n"
                + "<!-- run: written by X -->\n" + shown + "<!-- end of run -->\nafter\n");
        return DocumentBlock.of(document, "run");
    }

    @Test
    void theSameTextIsTheSame() throws Exception {
        block("text\n").is("text\n");
        block("\n    one\n\n    two\n\n").isTranscript("one\n\ntwo\n");
        block("\n    took 17 ms\n\n").varyingIn("\\d+ ms").isTranscript("took 4 ms\n");
    }

    @Test
    void anyOtherTextIsNot() throws Exception {
        String write = System.clearProperty("docs.write");
        try {
            for (String shown : new String[] {"", "text", "text\n\n", "Text\n", "text\nmore\n"}) {
                DocumentBlock block = block(shown);
                assertThrows(AssertionError.class, () -> block.is("text\n"), shown);
            }
            DocumentBlock numbers = block("\n    13 classes in 17 ms\n\n").varyingIn("\\d+ ms");
            assertThrows(AssertionError.class,
                    () -> numbers.isTranscript("15 classes in 4 ms"));
            assertThrows(AssertionError.class,
                    () -> DocumentBlock.of(directory.resolve("page.md"), "walk").is(""));
        } finally {
            if (write != null) {
                System.setProperty("docs.write", write);
            }
        }
    }
}
