// SPDX-License-Identifier: Apache-2.0
package io.taskwork.weave;

import io.taskwork.jdk.Hook;
import java.util.HashMap;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * The advices that Byte Buddy wove around blank bodies when the agent was built, in the format of a
 * class file, whose methods are named after advice and method.
 */
final class PreparedAdvices {
    private final byte[] file;
    private final Map<String, PreparedAdvice> unused = new HashMap<>();

    PreparedAdvices(byte[] file) {
        this.file = file;
    }

    /** Returns the name under which the advice of a hook is there. */
    static String name(Hook.Advised hook) {
        return hook.advice() + " in " + hook.type() + "." + hook.method();
    }

    /** Returns an advice to be spliced once, or null if there is none. */
    PreparedAdvice take(Hook.Advised hook) {
        String key = name(hook) + hook.descriptor();
        PreparedAdvice advice = unused.remove(key);
        if (advice == null) {
            new ClassReader(file).accept(new Reader(), ClassReader.EXPAND_FRAMES);
            advice = unused.remove(key);
        }
        return advice;
    }

    private final class Reader extends ClassVisitor {
        Reader() {
            super(Opcodes.ASM9);
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String descriptor,
                String signature, String[] exceptions) {
            PreparedAdvice advice = new PreparedAdvice(Type.getArgumentCount(descriptor)
                    + ((access & Opcodes.ACC_STATIC) == 0 ? 1 : 0));
            unused.put(name + descriptor, advice);
            return advice;
        }
    }
}
