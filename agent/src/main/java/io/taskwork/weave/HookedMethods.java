// SPDX-License-Identifier: Apache-2.0
package io.taskwork.weave;

import io.taskwork.jdk.Hook;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.asm.AsmVisitorWrapper.ForDeclaredMethods.MethodVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.scaffold.TypeInitializer;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.OpenedClassReader;

/** Copies a class, and wraps each method that has a hook in what the hook requires. */
final class HookedMethods extends ClassVisitor {
    private final TypeDescription type;
    private final TypePool types;
    private final Map<String, List<Hook>> hooks = new HashMap<>();
    // By identity: linking the hash code of a record takes longer than what it does.
    private final IdentityHashMap<Hook, MethodVisitorWrapper> wrappers = new IdentityHashMap<>();
    private final Set<Hook> missing = Collections.newSetFromMap(new IdentityHashMap<>());
    private Implementation.Context context;

    HookedMethods(ClassVisitor copy, TypeDescription type, TypePool types) {
        super(OpenedClassReader.ASM_API, copy);
        this.type = type;
        this.types = types;
    }

    void add(Hook hook, MethodVisitorWrapper wrapper) {
        missing.add(hook);
        wrappers.put(hook, wrapper);
        String method = hook.method() + hook.descriptor();
        List<Hook> ofMethod = hooks.get(method);
        if (ofMethod == null) {
            ofMethod = new ArrayList<>();
            hooks.put(method, ofMethod);
        }
        ofMethod.add(hook);
    }

    /** Throws unless every hooked method was there. Called after the class was read. */
    void requireAll() {
        if (!missing.isEmpty()) {
            throw new IllegalStateException("no " + missing.iterator().next().signature());
        }
    }

    @Override
    public void visit(int version, int access, String name, String signature, String superName,
            String[] interfaces) {
        // The disabled context suffices: the advices add no members and no auxiliary types, which
        // would need a name.
        ClassFileVersion format = ClassFileVersion.ofMinorMajor(version);
        context = Implementation.Context.Disabled.Factory.INSTANCE.make(
                type, null, TypeInitializer.None.INSTANCE, format, format,
                Implementation.Context.FrameGeneration.GENERATE);
        super.visit(version, access, name, signature, superName, interfaces);
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String descriptor, String signature,
            String[] exceptions) {
        MethodVisitor visitor = super.visitMethod(access, name, descriptor, signature, exceptions);
        for (Hook hook : hooks.getOrDefault(name + descriptor, List.of())) {
            missing.remove(hook);
            visitor = wrappers.get(hook).wrap(type, method(name, descriptor), visitor, context,
                    types, AsmVisitorWrapper.NO_FLAGS, AsmVisitorWrapper.NO_FLAGS);
        }
        return visitor;
    }

    /** Finds a method or constructor. */
    private MethodDescription method(String name, String descriptor) {
        for (MethodDescription method : type.getDeclaredMethods()) {
            if (method.getInternalName().equals(name)
                    && method.getDescriptor().equals(descriptor)) {
                return method;
            }
        }
        throw new IllegalStateException("no " + name + descriptor + " in " + type);
    }
}
