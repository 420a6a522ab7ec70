// SPDX-License-Identifier: Apache-2.0
package io.taskwork.launch;

/**
 * Checks the Java version before any class is used that needs it: only the classes of this package
 * are compiled for an older one.
 */
final class OldJava {
    private static final int NEEDED = 21;

    private OldJava() {}

    /** Returns null if this Java is new enough. */
    static String complaint() {
        return Runtime.version().feature() >= NEEDED
                ? null
                : "needs JDK " + NEEDED + " or newer, this is " + Runtime.version() + " in "
                        + System.getProperty("java.home");
    }
}
