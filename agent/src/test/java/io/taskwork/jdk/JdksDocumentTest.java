// SPDX-License-Identifier: Apache-2.0
package io.taskwork.jdk;

import io.taskwork.docs.DocumentBlock;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The table of members in {@code docs/jdks.md} is that of this package. */
class JdksDocumentTest {
    @Test
    void theTableOfMembersIsThatOfTheCode() throws IOException {
        DocumentBlock.of("jdks.md", "members").is(members());
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
