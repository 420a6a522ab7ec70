// SPDX-License-Identifier: Apache-2.0
package io.taskwork.poll;

import java.util.Set;
import net.bytebuddy.jar.asm.Type;

/**
 * Calls that never come back to the caller's class: methods of final classes of the JDK, if they
 * are given nothing that has methods of the program's own.
 */
final class LeafCalls {
    private static final String LANG = "java/lang/";

    private static final Set<String> FINAL = Set.of("Boolean", "Byte", "Character", "Double",
            "Float", "Integer", "Long", "Math", "Short", "StrictMath", "String", "StringBuilder",
            "System");

    /** Take an object and ask it nothing. */
    private static final Set<String> ASK_NOTHING = Set.of(
            "java/lang/Object.<init>()V", "java/lang/Object.getClass()Ljava/lang/Class;",
            "java/lang/Record.<init>()V", "java/lang/Enum.<init>(Ljava/lang/String;I)V",
            "java/lang/Enum.ordinal()I", "java/lang/String.equals(Ljava/lang/Object;)Z",
            "java/lang/System.arraycopy(Ljava/lang/Object;ILjava/lang/Object;II)V",
            "java/lang/System.identityHashCode(Ljava/lang/Object;)I",
            "java/util/Objects.requireNonNull(Ljava/lang/Object;)Ljava/lang/Object;");

    private LeafCalls() {}

    /** The last argument: the superclass of the class that calls. */
    static boolean isLeaf(String owner, String name, String descriptor, String superType) {
        if (ASK_NOTHING.contains(owner + "." + name + descriptor)) {
            return true;
        }
        if (owner.startsWith("[")) {
            return true; // clone, and what Object has
        }
        if (!owner.startsWith(LANG)) {
            return false;
        }
        if (FINAL.contains(owner.substring(LANG.length()))) {
            return takesValues(descriptor);
        }
        // An exception that is made; not super() in one, which may call back.
        return name.equals("<init>") && !owner.equals(superType)
                && (owner.endsWith("Exception") || owner.endsWith("Error"))
                && takesValues(descriptor);
    }

    /** Of an invokedynamic, by the class of its bootstrap method. */
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
