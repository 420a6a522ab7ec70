// SPDX-License-Identifier: Apache-2.0
package io.taskwork.weave;

/**
 * One woven method of the JDK: an advice around its body, or a call in it that is replaced. A
 * replaced call of a constructor makes an object of another class.
 *
 * @param type binary name of its class
 * @param method its name, {@code <init>} for a constructor
 * @param descriptor its descriptor
 * @param advice binary name of the advice: named, so that the agent never loads it. If a call is
 *     replaced, of the class of the runtime whose method of the same name stands for it
 * @param call the replaced call, as in {@link #signature()}, or null
 * @param purpose when it fires and what for
 */
public record Hook(
        String type,
        String method,
        String descriptor,
        String advice,
        String call,
        String purpose) {
    /** An advice around a method. */
    Hook(String type, String method, String descriptor, String advice, String purpose) {
        this(type, method, descriptor, advice, null, purpose);
    }

    /** As in a stack trace, with the descriptor. */
    public String signature() {
        return type + "." + method + descriptor;
    }
}
