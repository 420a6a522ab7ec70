// SPDX-License-Identifier: Apache-2.0
package io.taskwork.agent;

/**
 * Checks the Java version, before any class is used that needs it: all classes except this, {@link
 * Agent} and {@link Main} are compiled for the newer Java.
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
