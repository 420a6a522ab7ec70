// SPDX-License-Identifier: Apache-2.0
package io.taskwork.jdk;

import java.lang.reflect.Executable;
import java.lang.reflect.Method;
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
    private static volatile Method[] last = {};

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
            boolean constructor = method.equals("<init>");
            for (Executable member : constructor ? owner.getDeclaredConstructors() : of(owner)) {
                if ((constructor || member.getName().equals(method))
                        && descriptor(member).equals(descriptor)) {
                    return true;
                }
            }
            return false;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /**
     * Returns the methods of a class. They are kept until another class is asked for, since they
     * are copied for each call. {@link Class#getDeclaredMethod} would make none, but the message of
     * its exception takes milliseconds while the JVM starts.
     */
    private static Method[] of(Class<?> owner) {
        Method[] methods = last;
        if (methods.length == 0 || methods[0].getDeclaringClass() != owner) {
            methods = owner.getDeclaredMethods();
            last = methods;
        }
        return methods;
    }

    private static String descriptor(Executable member) {
        StringBuilder descriptor = new StringBuilder("(");
        for (Class<?> parameter : member.getParameterTypes()) {
            descriptor.append(parameter.descriptorString());
        }
        return descriptor.append(')').append(member instanceof Method method
                ? method.getReturnType().descriptorString() : "V").toString();
    }
}
