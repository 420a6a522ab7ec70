// SPDX-License-Identifier: Apache-2.0
package io.taskwork.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A part of a document that a test writes, between the two comments {@code <!-- NAME: written by
 * TEST -->} and {@code <!-- end of NAME -->}. A test that finds something else there fails, unless
 * {@code -Ddocs.write=true} is set; then it writes the part anew.
 *
 * <p>What varies from run to run, such as times and process identifiers, is not compared: a pattern
 * says what that is, and the document keeps what it shows there.
 */
public final class DocumentBlock {
    private static final Path DOCS = Path.of("..", "docs");

    private final Path document;
    private final String name;
    private final Pattern varying;

    private DocumentBlock(Path document, String name, Pattern varying) {
        this.document = document;
        this.name = name;
        this.varying = varying;
    }

    /** Returns a block of a document in {@code docs/}. */
    public static DocumentBlock of(String document, String name) {
        return new DocumentBlock(DOCS.resolve(document), name, Pattern.compile("(?!)"));
    }

    static DocumentBlock of(Path document, String name) {
        return new DocumentBlock(document, name, Pattern.compile("(?!)"));
    }

    /** Returns the same block, in which what matches the pattern may vary. */
    public DocumentBlock varyingIn(String regex) {
        return new DocumentBlock(document, name, Pattern.compile(regex));
    }

    /** Checks that the block is that text, in the document's own format. */
    public void is(String text) throws IOException {
        String all = Files.readString(document).replace("\r\n", "\n");
        int start = all.indexOf("<!-- " + name + ": written by ");
        start = start < 0 ? -1 : all.indexOf('\n', start) + 1;
        int end = all.indexOf("<!-- end of " + name + " -->");
        assertTrue(0 < start && start <= end, document + " has no block '" + name + "'");
        String shown = all.substring(start, end);
        if (Boolean.getBoolean("docs.write") && !alike(shown).equals(alike(text))) {
            Files.writeString(document, all.substring(0, start) + text + all.substring(end));
            return;
        }
        assertEquals(alike(shown), alike(text), document + ", '" + name
                + "', is out of date; write it with -Ddocs.write=true");
    }

    /** Checks that the block is that output of a program, which the document shows as code. */
    public void isTranscript(String output) throws IOException {
        String code = output.replace("\r\n", "\n").stripTrailing()
                .replaceAll("(?m)^(?=.)", "    ").replaceAll("(?m)^ +$", "");
        is("\n" + code + "\n\n");
    }

    private String alike(String text) {
        return varying.matcher(text).replaceAll("#");
    }

    /** Checks that a document has that line somewhere, as code, apart from what varies. */
    public static void hasLine(String document, String line, String varying) throws IOException {
        Pattern pattern = Pattern.compile(varying);
        String wanted = pattern.matcher(line.strip()).replaceAll("#");
        assertTrue(Files.readString(DOCS.resolve(document)).lines()
                        .filter(shown -> shown.startsWith("    "))
                        .anyMatch(shown ->
                                pattern.matcher(shown.strip()).replaceAll("#").equals(wanted)),
                document + " does not show: " + line);
    }

    /**
     * Returns whether the documents show what is seen here: that of the release that builds,
     * without options for all JVMs.
     */
    public static boolean isShownHere() {
        return Runtime.version().feature() == 25 && !Boolean.getBoolean("taskwork.woven")
                && System.getProperty("taskwork.jvm.options", "").isBlank();
    }
}
