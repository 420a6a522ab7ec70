// SPDX-License-Identifier: Apache-2.0
package io.taskwork.jdk;

/** Says how much the runtime needs a member of the JDK. */
public enum Need {
    /** A JDK without it is refused. */
    REQUIRED,

    /** Some releases have it; others have something else, or need nothing in its place. */
    DIFFERS,

    /** Without it something that users see is missing. */
    OPTIONAL
}
