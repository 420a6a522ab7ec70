// SPDX-License-Identifier: Apache-2.0
package io.taskwork.support;

/** For tests of which one try of some has to succeed, since a busy machine blurs the others. */
public final class Tries {
    private Tries() {}

    /** Prints how many it took: more and more of them would be a failure that nobody sees. */
    public static void took(String what, int tries, int most) {
        System.out.printf("%s: %d of at most %d tries%n", what, tries, most);
    }
}
