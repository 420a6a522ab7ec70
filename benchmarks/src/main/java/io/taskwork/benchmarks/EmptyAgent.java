// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

/**
 * Any agent makes the VM keep books on mounting and unmounting, which slows virtual threads down.
 * This agent does nothing else; with it that cost can be told from the cost of what is woven.
 */
public final class EmptyAgent {
    private EmptyAgent() {}

    /** Does nothing. */
    public static void premain(String options) {}
}
