// SPDX-License-Identifier: Apache-2.0
package io.taskwork.weave;

/**
 * One woven method of the JDK.
 *
 * @param type binary name of its class
 * @param method its name, {@code <init>} for a constructor
 * @param descriptor its descriptor
 * @param advice binary name of the advice: named, so that the agent never loads it
 * @param purpose when it fires and what for
 */
public record Hook(String type, String method, String descriptor, String advice, String purpose) {
    /** As in a stack trace, with the descriptor. */
    public String signature() {
        return type + "." + method + descriptor;
    }
}
