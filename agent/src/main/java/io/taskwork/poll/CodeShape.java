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

/** What must be known of a class before polls are put into it: its loops and its calls. */
final class CodeShape extends ClassVisitor {
    /** A call of a method of the class's own name; which one it is may be decided elsewhere. */
    private record Call(String method, boolean fixed) {}

    /** A method. */
    static final class Method {
        final int access;
        int loops;

        /** Those of its loops that may be strip-mined. */
        List<CountedLoops.Loop> counted = List.of();

        /** How many variables it has, in slots. */
        int locals;

        /** It calls something of which it is not known that it never leads back here. */
        boolean callsOut;

        private final List<Call> ownCalls = new ArrayList<>();

        /** The methods of this class that it calls for certain: name and descriptor. */
        final List<String> calls = new ArrayList<>();

        Method(int access) {
            this.access = access;
        }
    }

    /** By name and descriptor. */
    final Map<String, Method> methods = new LinkedHashMap<>();

    private String type;
    private String superType;
    private boolean isFinal;

    CodeShape() {
        super(PollWeaver.ASM_API);
    }

    boolean hasLoops() {
        return methods.values().stream().anyMatch(method -> method.loops > 0);
    }

    boolean hasCountedLoops() {
        return methods.values().stream().anyMatch(method -> !method.counted.isEmpty());
    }

    @Override
    public void visit(int version, int access, String name, String signature, String superName,
            String[] interfaces) {
        type = name;
        superType = superName;
        isFinal = (access & Opcodes.ACC_FINAL) != 0;
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String descriptor, String signature,
            String[] exceptions) {
        Method method = new Method(access);
        methods.put(name + descriptor, method);
        return new CountedLoops(new Calls(method), loops -> method.counted = loops);
    }

    @Override
    public void visitEnd() {
        for (Method method : methods.values()) {
            for (Call call : method.ownCalls) {
                Method callee = methods.get(call.method);
                // An inherited method is not there.
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
