// SPDX-License-Identifier: Apache-2.0
package io.taskwork.poll;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Reads what must be known of a class before polls are put into it: its loops and its calls. */
final class CodeShape extends ClassVisitor {
    /**
     * A call of a method of this class; if it is not fixed, a subclass may override that method.
     */
    private record Call(String method, boolean fixed) {}

    /** A method of the class. */
    static final class Method {
        final int access;
        int loops;

        /** The loops that do not poll at each turn. */
        CountedLoops.Found spared;

        /** The number of its variables, in slots. */
        int locals;

        /** Whether it calls anything that may lead back to it, as far as this class shows. */
        boolean callsOut;

        private final List<Call> ownCalls = new ArrayList<>();

        /** The methods of this class that it is sure to call, by name and descriptor. */
        final List<String> calls = new ArrayList<>();

        Method(int access) {
            this.access = access;
        }
    }

    /** The methods of the class, by name and descriptor. */
    final Map<String, Method> methods = new LinkedHashMap<>();

    private String type;
    private String superType;
    private boolean isFinal;

    /** Whether the class file must have a frame wherever a jump leads to. */
    boolean hasFrames;

    CodeShape() {
        super(PollWeaver.ASM_API);
    }

    boolean hasLoops() {
        return methods.values().stream().anyMatch(method -> method.loops > 0);
    }

    /** Returns whether code will be put into the class that needs frames of its own. */
    boolean needsFrames() {
        return methods.values().stream().anyMatch(method -> !method.spared.strips().isEmpty()
                || !method.spared.counted().isEmpty());
    }

    @Override
    public void visit(int version, int access, String name, String signature, String superName,
            String[] interfaces) {
        type = name;
        superType = superName;
        hasFrames = (version & 0xFFFF) >= Opcodes.V1_7;
        isFinal = (access & Opcodes.ACC_FINAL) != 0;
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String descriptor, String signature,
            String[] exceptions) {
        Method method = new Method(access);
        methods.put(name + descriptor, method);
        return new CountedLoops(new Calls(method), found -> {
            method.spared = found;
            method.loops -= found.ended().size() + (hasFrames ? found.counted().spared() : 0);
        });
    }

    @Override
    public void visitEnd() {
        for (Method method : methods.values()) {
            for (Call call : method.ownCalls) {
                Method callee = methods.get(call.method);
                // An inherited method is not among them.
                if (callee != null && (call.fixed || isFinal || (callee.access
                        & (Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL)) != 0)) {
                    method.calls.add(call.method);
                } else {
                    method.callsOut = true;
                }
            }
        }
    }

    private final class Calls extends BackwardJumps {
        private final Method method;

        Calls(Method method) {
            super(null);
            this.method = method;
        }

        @Override
        void backwardJump() {
            method.loops++;
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
            method.locals = maxLocals;
        }

        @Override
        public void visitMethodInsn(
                int opcode, String owner, String name, String descriptor, boolean isInterface) {
            if (owner.equals(type)) {
                boolean fixed = opcode == Opcodes.INVOKESTATIC || opcode == Opcodes.INVOKESPECIAL;
                method.ownCalls.add(new Call(name + descriptor, fixed));
            } else if (!LeafCalls.isLeaf(owner, name, descriptor, superType)) {
                method.callsOut = true;
            }
        }

        @Override
        public void visitInvokeDynamicInsn(
                String name, String descriptor, Handle bootstrap, Object... arguments) {
            if (!LeafCalls.isLeaf(bootstrap.getOwner(), descriptor)) {
                method.callsOut = true;
            }
        }
    }
}
