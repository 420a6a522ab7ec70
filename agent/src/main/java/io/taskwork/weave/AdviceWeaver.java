// SPDX-License-Identifier: Apache-2.0
package io.taskwork.weave;

import io.taskwork.jdk.Hook;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.TypeInitializer;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.AsmClassReader;
import net.bytebuddy.utility.AsmClassWriter;

/**
 * Weaves hooks into a class file, with Byte Buddy's advice and without its type builder, which
 * makes a graph of all methods of a type and its supertypes. The build does that once for each
 * advice ({@link PreparedAdvices}), and the agent where what the build prepared does not fit. There
 * {@link AdviceLoader} loads it, and therefore it is public, and used by way of an interface.
 */
public final class AdviceWeaver implements BiFunction<List<Hook>, byte[], byte[]> {
    private static final int READER_FLAGS = ClassReader.EXPAND_FRAMES;
    private static final int WRITER_FLAGS = ClassWriter.COMPUTE_MAXS;

    private final ClassFileLocator advices;
    private final TypePool adviceTypes;
    private final ClassFileLocator jdk = ClassFileLocator.ForClassLoader.ofBootLoader();
    private final Map<String, Advice> resolved = new HashMap<>();

    /** Makes a weaver that finds the advice classes, and Byte Buddy's own, with the given loader. */
    public AdviceWeaver(ClassLoader loader) {
        advices = ClassFileLocator.ForClassLoader.of(loader);
        adviceTypes = TypePool.Default.of(advices);
    }

    /** Returns the class file with the hooks of its class. Throws if a method is missing. */
    @Override
    public byte[] apply(List<Hook> hooks, byte[] classFile) {
        String type = hooks.get(0).type();
        TypePool types = TypePool.Default.of(
                new ClassFileLocator.Compound(ClassFileLocator.Simple.of(type, classFile), jdk));
        AsmClassReader reader = AsmClassReader.Factory.Default.IMPLICIT.make(classFile);
        AsmClassWriter writer =
                AsmClassWriter.Factory.Default.IMPLICIT.make(WRITER_FLAGS, reader, types);
        Advised methods = new Advised(writer.getVisitor(), hooks, types.describe(type).resolve(),
                types);
        reader.accept(methods, READER_FLAGS);
        methods.requireAll();
        return writer.getBinaryRepresentation();
    }

    private Advice advice(String name) {
        Advice advice = resolved.get(name);
        if (advice == null) {
            advice = Advice.to(adviceTypes.describe(name).resolve(), advices);
            resolved.put(name, advice);
        }
        return advice;
    }

    private final class Advised extends HookedMethods {
        private final TypeDescription type;
        private final TypePool types;
        private Implementation.Context context;

        Advised(ClassVisitor copy, List<Hook> hooks, TypeDescription type, TypePool types) {
            super(copy, hooks);
            this.type = type;
            this.types = types;
        }

        @Override
        public void visit(int version, int access, String name, String signature, String superName,
                String[] interfaces) {
            // The disabled context suffices: the advices add no members and no auxiliary types,
            // which would need a name.
            ClassFileVersion format = ClassFileVersion.ofMinorMajor(version);
            context = Implementation.Context.Disabled.Factory.INSTANCE.make(
                    type, null, TypeInitializer.None.INSTANCE, format, format,
                    Implementation.Context.FrameGeneration.GENERATE);
            super.visit(version, access, name, signature, superName, interfaces);
        }

        @Override
        MethodVisitor advise(
                Hook.Advised hook, String name, String descriptor, MethodVisitor woven) {
            return advice(hook.advice()).wrap(type, method(name, descriptor), woven, context,
                    types, WRITER_FLAGS, READER_FLAGS);
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
}
