// SPDX-License-Identifier: Apache-2.0
package io.taskwork.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The table of members in {@code docs/jdks.md} is that of this package. Written anew if {@code
 * -Djdks.write} is set; fails otherwise if the file says anything else.
 */
class JdksDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "jdks.md");
    private static final String START = "<!-- members: written by JdksDocumentTest -->\n";
    private static final String END = "<!-- end of members -->\n";

    @Test
    void theTableOfMembersIsThatOfTheCode() throws IOException {
        String document = Files.readString(DOCUMENT);
        int start = document.indexOf(START) + START.length();
        int end = document.indexOf(END);
        if (Boolean.getBoolean("jdks.write")) {
            document = document.substring(0, start) + members() + document.substring(end);
            Files.writeString(DOCUMENT, document);
            end = document.indexOf(END);
        }
        assertEquals(members(), document.substring(start, end),
                "out of date; write it with -Djdks.write=true");
    }

    private static String members() {
        StringBuilder differ = new StringBuilder();
        int hooks = 0;
        for (Hook hook : Hooks.all()) {
            hooks++;
            for (int i = 1; i < hook.descriptors().size(); i++) {
                row(differ, hook.type() + "." + hook.method() + hook.descriptors().get(i),
                        "an older form; now " + hook.descriptors().get(0));
            }
            if (hook.note() != null) {
                row(differ, hook.type() + "." + hook.method() + hook.descriptors().get(0),
                        hook.note());
            }
        }
        for (JdkField field : JdkFields.all()) {
            if (field.note() != null) {
                row(differ, field.signature(), field.note());
            }
        }
        for (JdkMethod method : JdkMethods.all()) {
            for (int i = 1; i < method.descriptors().size(); i++) {
                row(differ, method.type() + "." + method.method() + method.descriptors().get(i),
                        "an older form; now " + method.descriptors().get(0));
            }
            if (method.note() != null) {
                row(differ, method.signature(), method.note());
            }
        }
        return hooks + " hooks, " + JdkFields.all().size() + " fields and constants, and "
                + JdkMethods.all().size() + " inner methods. Those that not all releases have"
                + " alike:\n\n| member | |\n|---|---|\n" + differ;
    }

    private static void row(StringBuilder table, String member, String note) {
        table.append("| `").append(member).append("` | ").append(note).append(" |\n");
    }
}
