// SPDX-License-Identifier: Apache-2.0
package io.taskwork.servers;

/** Does nothing. Any agent makes the VM keep books on mounts; this one shows what that costs. */
public final class EmptyAgent {
    private EmptyAgent() {}

    /** Does nothing. */
    public static void premain(String options) {}
}
