// SPDX-License-Identifier: Apache-2.0
package io.taskwork.jdk;

import java.lang.invoke.MethodType;

/**
 * A method of the JDK that the runtime calls and that is no part of the Java API.
 *
 * @param type binary name of its class
 * @param method its name
 * @param descriptor its descriptor
 */
public record JdkMethod(String type, String method, String descriptor) {
    /** As in a stack trace, with the descriptor. */
    public String signature() {
        return type + "." + method + descriptor;
    }

    /** Whether the running JDK has it. */
    public boolean isThere() {
        return isThere(type, method, descriptor);
    }

    static boolean isThere(String type, String method, String descriptor) {
        try {
            Class<?> owner = Class.forName(type, false, null);
            MethodType methodType = MethodType.fromMethodDescriptorString(descriptor, null);
            Class<?>[] parameters = methodType.parameterArray();
            if (method.equals("<init>")) {
                owner.getDeclaredConstructor(parameters);
                return true;
            }
            return owner.getDeclaredMethod(method, parameters).getReturnType()
                    == methodType.returnType();
        } catch (ClassNotFoundException | NoSuchMethodException | TypeNotPresentException e) {
            return false;
        }
    }
}
