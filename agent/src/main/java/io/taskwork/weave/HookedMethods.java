// SPDX-License-Identifier: Apache-2.0
package io.taskwork.weave;

import io.taskwork.jdk.Hook;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Copies a class, and wraps each method that has a hook in what the hook requires. */
abstract class HookedMethods extends ClassVisitor {
    /** The hooks of the methods that have not come yet, by name and descriptor. */
    private final Map<String, List<Hook>> hooks = new HashMap<>();

    HookedMethods(ClassVisitor copy, List<Hook> hooks) {
        super(Opcodes.ASM9, copy);
        for (Hook hook : hooks) {
            String method = hook.method() + hook.descriptor();
            List<Hook> ofMethod = this.hooks.get(method);
            if (ofMethod == null) {
                ofMethod = new ArrayList<>();
                this.hooks.put(method, ofMethod);
            }
            ofMethod.add(hook);
        }
    }

    /** Returns a visitor that weaves an advice into the method that it is given. */
    abstract MethodVisitor advise(
            Hook.Advised hook, String name, String descriptor, MethodVisitor woven);

    /** Throws unless every hooked method was there. Called after the class was read. */
    final void requireAll() {
        for (List<Hook> missing : hooks.values()) {
            throw new IllegalStateException("no " + missing.get(0).signature());
        }
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String descriptor, String signature,
            String[] exceptions) {
        MethodVisitor visitor = super.visitMethod(access, name, descriptor, signature, exceptions);
        List<Hook> ofMethod = hooks.remove(name + descriptor);
        if (ofMethod != null) {
            for (Hook hook : ofMethod) {
                // No switch over the types: linking it takes longer while the JVM starts.
                if (hook instanceof Hook.Advised advised) {
                    visitor = advise(advised, name, descriptor, visitor);
                } else if (hook instanceof Hook.Guarded guarded) {
                    visitor = new Guard(guarded, visitor);
                } else {
                    visitor = new ReplacedCall((Hook.Replaced) hook, visitor);
                }
            }
        }
        return visitor;
    }
}
