// SPDX-License-Identifier: Apache-2.0
package io.taskwork.jdk;

import java.util.List;

/**
 * One woven method of the JDK: an advice around its body, or a call in it that is replaced. A
 * replaced call of a constructor makes an object of another class.
 *
 * @param type binary name of its class
 * @param method its name, {@code <init>} for a constructor
 * @param descriptors the descriptors that it has in one release or another, the newest first
 * @param advice binary name of the advice: named, so that the agent never loads it. If a call is
 *     replaced, of the class of the runtime whose method of the same name stands for it
 * @param call the replaced call, as in {@link #signature()}, or null
 * @param purpose when it fires and what for
 * @param note which releases have the method, if others need no hook there; else null
 */
public record Hook(
        String type,
        String method,
        List<String> descriptors,
        String advice,
        String call,
        String purpose,
        String note) {
    /** An advice around a method. */
    Hook(String type, String method, String descriptor, String advice, String purpose) {
        this(type, method, List.of(descriptor), advice, null, purpose, null);
    }

    /** Whether a JDK that lacks the method is refused. */
    public Need need() {
        return note == null ? Need.REQUIRED : Need.DIFFERS;
    }

    /**
     * The newest of the descriptors that the running JDK has; if it has none, the newest of all. An
     * older form may live on beside the newer one, which it calls then.
     */
    public String descriptor() {
        for (String descriptor : descriptors) {
            if (isThere(descriptor)) {
                return descriptor;
            }
        }
        return descriptors.get(0);
    }

    /** As in a stack trace, with {@link #descriptor()}. */
    public String signature() {
        return type + "." + method + descriptor();
    }

    /** Whether the running JDK has the method in one of its forms. */
    public boolean isThere() {
        return isThere(descriptor());
    }

    private boolean isThere(String descriptor) {
        return JdkMethod.isThere(type, method, descriptor);
    }
}
