// SPDX-License-Identifier: Apache-2.0
package io.taskwork.jdk;

import java.util.List;

/**
 * One woven method of the JDK: an advice around its body, or a replaced call in it. A replaced call
 * of a constructor makes an object of another class.
 *
 * @param type binary name of its class
 * @param method its name, {@code <init>} for a constructor
 * @param descriptors the descriptors that it has in one release or another, the newest first
 * @param advice binary name of the advice, which is a name so that the agent never loads the class.
 *     If a call is replaced, the name of the runtime's class whose method of the same name replaces
 *     it
 * @param call the replaced call, as in {@link #signature()}, or null
 * @param purpose when it fires and what it is for
 * @param note which releases have the method, if others need no hook there; otherwise null
 */
public record Hook(
        String type,
        String method,
        List<String> descriptors,
        String advice,
        String call,
        String purpose,
        String note) {
    /** Makes a hook that is an advice around a method. */
    Hook(String type, String method, String descriptor, String advice, String purpose) {
        this(type, method, List.of(descriptor), advice, null, purpose, null);
    }

    /** Returns whether a JDK that lacks the method is refused. */
    public Need need() {
        return note == null ? Need.REQUIRED : Need.DIFFERS;
    }

    /**
     * Returns the newest of the descriptors that the running JDK has; if it has none, the newest of
     * all. An older form may still exist beside the newer one, which it then calls.
     */
    public String descriptor() {
        for (String descriptor : descriptors) {
            if (isThere(descriptor)) {
                return descriptor;
            }
        }
        return descriptors.get(0);
    }

    /** Returns the method as in a stack trace, with {@link #descriptor()}. */
    public String signature() {
        return type + "." + method + descriptor();
    }

    /** Returns whether the running JDK has the method in one of its forms. */
    public boolean isThere() {
        return isThere(descriptor());
    }

    private boolean isThere(String descriptor) {
        return JdkMethod.isThere(type, method, descriptor);
    }
}
