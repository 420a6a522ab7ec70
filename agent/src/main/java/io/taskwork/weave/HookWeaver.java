// SPDX-License-Identifier: Apache-2.0
package io.taskwork.weave;

import io.taskwork.jdk.Hook;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.asm.AsmVisitorWrapper.ForDeclaredMethods.MethodVisitorWrapper;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.AsmClassReader;
import net.bytebuddy.utility.AsmClassWriter;

/**
 * Weaves hooks into a class file, with Byte Buddy's advice and without its type builder. Premain
 * waits for this, and the builder makes a graph of all methods of a type and its supertypes, which
 * is not needed here, and loads 180 more classes.
 */
final class HookWeaver {
    private final ClassFileLocator advices;
    private final TypePool adviceTypes;
    private final ClassFileLocator jdk = ClassFileLocator.ForClassLoader.ofBootLoader();
    private final Map<String, Advice> resolved = new HashMap<>();

    HookWeaver(ClassLoader loader) {
        advices = ClassFileLocator.ForClassLoader.of(loader);
        adviceTypes = TypePool.Default.of(advices);
    }

    /** Returns the class file with the hooks. Throws if a method is missing. */
    byte[] weave(String type, List<Hook> hooks, byte[] classFile) {
        TypePool types = TypePool.Default.of(
                new ClassFileLocator.Compound(ClassFileLocator.Simple.of(type, classFile), jdk));
        TypeDescription description = types.describe(type).resolve();
        AsmClassReader reader = AsmClassReader.Factory.Default.IMPLICIT.make(classFile);
        AsmClassWriter writer = AsmClassWriter.Factory.Default.IMPLICIT.make(
                AsmVisitorWrapper.NO_FLAGS, reader, types);
        HookedMethods methods = new HookedMethods(writer.getVisitor(), description, types);
        for (Hook hook : hooks) {
            methods.add(hook, wrapper(hook));
        }
        reader.accept(methods, AsmVisitorWrapper.NO_FLAGS);
        methods.requireAll();
        return writer.getBinaryRepresentation();
    }

    private MethodVisitorWrapper wrapper(Hook hook) {
        // No switch over the types: linking it takes longer while the JVM starts.
        return hook instanceof Hook.Replaced replaced
                ? new ReplacedCall(replaced) : advice(((Hook.Advised) hook).advice());
    }

    private Advice advice(String name) {
        Advice advice = resolved.get(name);
        if (advice == null) {
            advice = Advice.to(adviceTypes.describe(name).resolve(), advices);
            resolved.put(name, advice);
        }
        return advice;
    }
}
