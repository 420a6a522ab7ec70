// SPDX-License-Identifier: Apache-2.0
package io.taskwork.jdk;

import java.util.List;

/**
 * One woven method of the JDK: an advice around its body, or a call in it that is replaced. A
 * replaced call of a constructor makes an object of another class.
 *
 * @param type binary name of its class
 * @param method its name, {@code <init>} for a constructor
 * @param descriptors the descriptors that it has in one release or another, the newest first; a JDK
 *     has one of them
 * @param advice binary name of the advice: named, so that the agent never loads it. If a call is
 *     replaced, of the class of the runtime whose method of the same name stands for it
 * @param call the replaced call, as in {@link #signature()}, or null
 * @param purpose when it fires and what for
 */
public record Hook(
        String type,
        String method,
        List<String> descriptors,
        String advice,
        String call,
        String purpose) {
    /** An advice around a method. */
    Hook(String type, String method, String descriptor, String advice, String purpose) {
        this(type, method, List.of(descriptor), advice, null, purpose);
    }

    /** As in a stack trace, with the descriptor that the running JDK has, or else the newest. */
    public String signature() {
        String descriptor = descriptors.get(0);
        for (String other : descriptors) {
            if (isThere(other)) {
                descriptor = other;
                break;
            }
        }
        return type + "." + method + descriptor;
    }

    /** Whether the running JDK has the method in one of its forms. */
    public boolean isThere() {
        for (String descriptor : descriptors) {
            if (isThere(descriptor)) {
                return true;
            }
        }
        return false;
    }

    private boolean isThere(String descriptor) {
        return JdkMethod.isThere(type, method, descriptor);
    }
}
