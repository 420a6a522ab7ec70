// SPDX-License-Identifier: Apache-2.0
package io.taskwork.jdk;

/** How much the runtime needs a member of the JDK. */
public enum Need {
    /** The JDK is refused without it. */
    REQUIRED,

    /** Some releases have it and others have something else, or need nothing in its place. */
    DIFFERS,

    /** Without it something that users see is missing. */
    OPTIONAL
}
