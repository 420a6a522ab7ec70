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
 * {@code -Ddocs.write=true} is set: then it writes it anew.
 *
 * <p>What differs from run to run, as times and process identifiers, is no difference: the pattern
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

    /** A block of a document in {@code docs/}. */
    public static DocumentBlock of(String document, String name) {
        return new DocumentBlock(DOCS.resolve(document), name, Pattern.compile("(?!)"));
    }

    static DocumentBlock of(Path document, String name) {
        return new DocumentBlock(document, name, Pattern.compile("(?!)"));
    }

    /** The same, in which what matches may differ. */
    public DocumentBlock varyingIn(String regex) {
        return new DocumentBlock(document, name, Pattern.compile(regex));
    }

    /** The block is that text, in the document's own format. */
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

    /** The block is that output of a program, which the document shows as code. */
    public void isTranscript(String output) throws IOException {
        String code = output.replace("\r\n", "\n").stripTrailing()
                .replaceAll("(?m)^(?=.)", "    ").replaceAll("(?m)^ +$", "");
        is("\n" + code + "\n\n");
    }

    private String alike(String text) {
        return varying.matcher(text).replaceAll("#");
    }

    /** Somewhere in a document stands that line, as code, but for what varies. */
    public static void hasLine(String document, String line, String varying) throws IOException {
        Pattern pattern = Pattern.compile(varying);
        String wanted = pattern.matcher(line.strip()).replaceAll("#");
        assertTrue(Files.readString(DOCS.resolve(document)).lines()
                        .filter(shown -> shown.startsWith("    "))
                        .anyMatch(shown ->
                                pattern.matcher(shown.strip()).replaceAll("#").equals(wanted)),
                document + " does not show: " + line);
    }

    /** The documents show what the release that builds says, without options for all JVMs. */
    public static boolean isShownHere() {
        return Runtime.version().feature() == 25 && !Boolean.getBoolean("taskwork.woven")
                && System.getProperty("taskwork.jvm.options", "").isBlank();
    }
}
