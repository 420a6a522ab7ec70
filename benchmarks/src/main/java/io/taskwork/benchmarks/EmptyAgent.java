// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

/**
 * Any agent makes the VM keep books on mounting and unmounting, which slows virtual threads down.
 * This one does nothing else, and so tells that price from the price of what is woven.
 */
public final class EmptyAgent {
    private EmptyAgent() {}

    /** Nothing. */
    public static void premain(String options) {}
}
