// SPDX-License-Identifier: Apache-2.0
package io.taskwork.poll;

import java.util.Set;
import net.bytebuddy.jar.asm.Type;

/**
 * Knows calls that never lead back to the caller's class. These are methods of final classes of the
 * JDK, if none of their arguments has methods of the program's own.
 */
final class LeafCalls {
    private static final String LANG = "java/lang/";

    private static final Set<String> FINAL = Set.of("Boolean", "Byte", "Character", "Double",
            "Float", "Integer", "Long", "Math", "Short", "StrictMath", "String", "StringBuilder",
            "System");

    /** Methods that take an object and call none of its methods. */
    private static final Set<String> ASK_NOTHING = Set.of(
            "java/lang/Object.<init>()V", "java/lang/Object.getClass()Ljava/lang/Class;",
            "java/lang/Record.<init>()V", "java/lang/Enum.<init>(Ljava/lang/String;I)V",
            "java/lang/Enum.ordinal()I", "java/lang/String.equals(Ljava/lang/Object;)Z",
            "java/lang/System.arraycopy(Ljava/lang/Object;ILjava/lang/Object;II)V",
            "java/lang/System.identityHashCode(Ljava/lang/Object;)I",
            "java/util/Objects.requireNonNull(Ljava/lang/Object;)Ljava/lang/Object;");

    private LeafCalls() {}

    /** Takes a method, and the superclass of the class that calls it. */
    static boolean isLeaf(String owner, String name, String descriptor, String superType) {
        if (ASK_NOTHING.contains(owner + "." + name + descriptor)) {
            return true;
        }
        if (owner.startsWith("[")) {
            return true; // clone, or a method of Object
        }
        if (!owner.startsWith(LANG)) {
            return false;
        }
        if (FINAL.contains(owner.substring(LANG.length()))) {
            return takesValues(descriptor);
        }
        // This makes an exception; but super() in the constructor of one may call back.
        return name.equals("<init>") && !owner.equals(superType)
                && (owner.endsWith("Exception") || owner.endsWith("Error"))
                && takesValues(descriptor);
    }

    /** Returns whether the method takes no longer than some instructions. */
    static boolean isQuick(String owner, String name, String descriptor) {
        if (!owner.startsWith(LANG) || !FINAL.contains(owner.substring(LANG.length()))) {
            return false;
        }
        String type = owner.substring(LANG.length());
        if (type.equals("String")) {
            return name.equals("charAt") || name.equals("length") || name.equals("isEmpty");
        }
        if (type.equals("StringBuilder") || type.equals("System")) {
            return false;
        }
        for (Type argument : Type.getArgumentTypes(descriptor)) {
            if (argument.getSort() >= Type.ARRAY) {
                return false;
            }
        }
        return Type.getReturnType(descriptor).getSort() < Type.ARRAY;
    }

    /** Takes an invokedynamic, by the class of its bootstrap method. */
    static boolean isLeaf(String bootstrap, String descriptor) {
        return bootstrap.equals("java/lang/invoke/LambdaMetafactory")
                || (bootstrap.equals("java/lang/invoke/StringConcatFactory")
                        && takesValues(descriptor));
    }

    private static boolean takesValues(String descriptor) {
        for (Type type : Type.getArgumentTypes(descriptor)) {
            boolean value = type.getSort() == Type.ARRAY
                    ? type.getElementType().getSort() != Type.OBJECT
                    : type.getSort() != Type.OBJECT
                            || type.getInternalName().equals("java/lang/String");
            if (!value) {
                return false;
            }
        }
        return true;
    }
}
