// SPDX-License-Identifier: Apache-2.0
package io.taskwork.jdk;

import java.lang.invoke.MethodType;
import java.util.List;

/**
 * A method of the JDK that the runtime calls and that is not part of the Java API.
 *
 * @param type binary name of its class
 * @param method its name
 * @param descriptors the descriptors that it has in one release or another, the newest first
 * @param note which releases have it, and what is done in the others; null if it is required
 */
public record JdkMethod(String type, String method, List<String> descriptors, String note) {
    public Need need() {
        return note == null ? Need.REQUIRED : Need.DIFFERS;
    }

    /** Returns the method as in a stack trace, with the newest descriptor. */
    public String signature() {
        return type + "." + method + descriptors.get(0);
    }

    /** Returns whether the running JDK has it in one of its forms. */
    public boolean isThere() {
        for (String descriptor : descriptors) {
            if (isThere(type, method, descriptor)) {
                return true;
            }
        }
        return false;
    }

    static boolean isThere(String type, String method, String descriptor) {
        try {
            Class<?> owner = Class.forName(type, false, null);
            MethodType methodType = MethodType.fromMethodDescriptorString(descriptor, null);
            Class<?>[] parameters = methodType.parameterArray();
            if (method.equals("<init>")) {
                return owner.getDeclaredConstructor(parameters) != null;
            }
            return owner.getDeclaredMethod(method, parameters).getReturnType()
                    == methodType.returnType();
        } catch (ClassNotFoundException | NoSuchMethodException | TypeNotPresentException e) {
            return false;
        }
    }
}
