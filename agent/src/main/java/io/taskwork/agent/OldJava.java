// SPDX-License-Identifier: Apache-2.0
package io.taskwork.agent;

/** Asked first: all other classes but {@link Agent} and {@link Main} are for the newer Java. */
final class OldJava {
    private static final int NEEDED = 21;

    private OldJava() {}

    /** Null if this Java is new enough. */
    static String complaint() {
        return Runtime.version().feature() >= NEEDED
                ? null
                : "needs JDK " + NEEDED + " or newer, this is " + Runtime.version() + " in "
                        + System.getProperty("java.home");
    }
}
