// SPDX-License-Identifier: Apache-2.0
package io.taskwork.jdk;

import java.util.List;

/** One woven method of the JDK: an advice or a guard around its body, or a replaced call in it. */
public sealed interface Hook {
    /** Returns the binary name of the method's class. */
    String type();

    /** Returns the method's name, {@code <init>} for a constructor. */
    String method();

    /** Returns the descriptors that it has in one release or another, the newest first. */
    List<String> descriptors();

    /** Returns when the hook fires and what it is for. */
    String purpose();

    /**
     * Returns which releases have the method, or make the replaced call in it, if others need no
     * hook there; otherwise null.
     */
    String note();

    /**
     * A method with an advice around it.
     *
     * @param advice binary name of the advice's class, which is a name so that the agent never
     *     loads the class
     */
    record Advised(
            String type, String method, List<String> descriptors, String advice, String purpose)
            implements Hook {
        Advised(String type, String method, String descriptor, String advice, String purpose) {
            this(type, method, List.of(descriptor), advice, purpose);
        }

        @Override
        public String note() {
            return null;
        }
    }

    /**
     * A method in which a call is replaced by one of the runtime. A replaced call of a constructor
     * makes an object of another class.
     *
     * @param call the replaced call, as in {@link #signature()}
     * @param standIn binary name of the runtime's class whose method of the same name is called
     *     instead
     */
    record Replaced(
            String type,
            String method,
            List<String> descriptors,
            String call,
            String standIn,
            String purpose,
            String note)
            implements Hook {}

    /**
     * A method that begins with a look of the runtime, which may make it return at once, and
     * otherwise ends with another. Unlike with an advice, its frame is no larger.
     *
     * @param runtime binary name of the runtime's class. Both of its methods take the thread's
     *     {@code interruptLock}.
     * @param before the method that is called first; if it returns true, the hooked method returns
     * @param after the method that is called before each other return
     */
    record Guarded(
            String type,
            String method,
            List<String> descriptors,
            String runtime,
            String before,
            String after,
            String purpose)
            implements Hook {
        @Override
        public String note() {
            return null;
        }
    }

    /** Returns whether a JDK that lacks the method is refused. */
    default Need need() {
        return note() == null ? Need.REQUIRED : Need.DIFFERS;
    }

    /**
     * Returns the newest of the descriptors that the running JDK has; if it has none, the newest of
     * all. An older form may still exist beside the newer one, which it then calls.
     */
    default String descriptor() {
        if (descriptors().size() > 1) {
            for (String descriptor : descriptors()) {
                if (JdkMethod.isThere(type(), method(), descriptor)) {
                    return descriptor;
                }
            }
        }
        return descriptors().get(0);
    }

    /** Returns the method as in a stack trace, with {@link #descriptor()}. */
    default String signature() {
        return type() + "." + method() + descriptor();
    }

    /** Returns whether the running JDK has the method in one of its forms. */
    default boolean isThere() {
        return JdkMethod.isThere(type(), method(), descriptor());
    }
}
