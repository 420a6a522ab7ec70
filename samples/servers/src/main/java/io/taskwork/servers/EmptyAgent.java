// SPDX-License-Identifier: Apache-2.0
package io.taskwork.servers;

/** Does nothing; but any agent makes the VM keep books on mounts: the price to compare with. */
public final class EmptyAgent {
    private EmptyAgent() {}

    /** Nothing. */
    public static void premain(String options) {}
}
