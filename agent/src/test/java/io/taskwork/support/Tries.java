// SPDX-License-Identifier: Apache-2.0
package io.taskwork.support;

/**
 * Counts tries, for tests of which one try of some has to succeed, since a busy machine blurs the
 * others.
 */
public final class Tries {
    private Tries() {}

    /**
     * Prints how many tries it took: otherwise nobody would see that more and more of them fail.
     */
    public static void took(String what, int tries, int most) {
        System.out.printf("%s: %d of at most %d tries%n", what, tries, most);
    }
}
