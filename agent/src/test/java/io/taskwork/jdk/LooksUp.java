// SPDX-License-Identifier: Apache-2.0
package io.taskwork.jdk;

import io.taskwork.boot.Entry;

/** On the ground floor, names a class of the one above: a twin for {@code FloorsTest}. */
final class LooksUp {
    private LooksUp() {}

    static String version() {
        return Entry.version();
    }
}
