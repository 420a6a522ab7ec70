// SPDX-License-Identifier: Apache-2.0
package io.taskwork.weave;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.pool.TypePool;

/**
 * Weaves the {@link Hooks} into class files: method bodies only, so that classes which are loaded
 * already can be changed, and no JVM flag is needed.
 */
public final class Weaver implements ClassFileTransformer {
    private final ClassFileLocator advices;
    private final TypePool adviceTypes;
    private final Set<String> types = new LinkedHashSet<>();
    private final Set<String> woven = ConcurrentHashMap.newKeySet();
    private volatile Throwable failure;

    /** A weaver that finds the advice classes with the given loader. */
    public Weaver(ClassLoader loader) {
        advices = ClassFileLocator.ForClassLoader.of(loader);
        adviceTypes = TypePool.Default.of(advices);
        for (Hook hook : Hooks.all()) {
            types.add(hook.type());
        }
    }

    /** Binary names of the classes that are woven. */
    public Set<String> types() {
        return types;
    }

    /** Why a class could not be woven, or null. The JDK drops what a transformer throws. */
    public Throwable failure() {
        return failure;
    }

    /** Whether the class went through {@link #transform}, without a failure. */
    public boolean isWoven(String type) {
        return woven.contains(type);
    }

    @Override
    public byte[] transform(
            Module module,
            ClassLoader loader,
            String internalName,
            Class<?> redefined,
            ProtectionDomain domain,
            byte[] classFile) {
        if (loader != null || internalName == null) {
            return null;
        }
        String type = internalName.replace('/', '.');
        if (!types.contains(type)) {
            return null;
        }
        try {
            byte[] result = weave(type, classFile);
            woven.add(type);
            return result;
        } catch (Throwable e) {
            failure = e;
            return null;
        }
    }

    /** The class file with its hooks. */
    public byte[] weave(String type, byte[] classFile) {
        ClassFileLocator locator = new ClassFileLocator.Compound(
                ClassFileLocator.Simple.of(type, classFile),
                ClassFileLocator.ForClassLoader.ofBootLoader());
        TypeDescription description = TypePool.Default.of(locator).describe(type).resolve();
        DynamicType.Builder<?> builder = new ByteBuddy()
                .with(TypeValidation.DISABLED)
                .decorate(description, locator);
        for (Hook hook : hooks(type)) {
            ElementMatcher.Junction<MethodDescription> method = new Signature(hook);
            if (description.getDeclaredMethods().filter(method).size() != 1) {
                throw new IllegalStateException("no " + hook.signature());
            }
            builder = builder.visit(visitor(hook, method));
        }
        return builder.make().getBytes();
    }

    private AsmVisitorWrapper visitor(
            Hook hook, ElementMatcher.Junction<MethodDescription> method) {
        if (hook.call() != null) {
            return new AsmVisitorWrapper.ForDeclaredMethods()
                    .invokable(method, new ReplacedCall(hook));
        }
        TypeDescription advice = adviceTypes.describe(hook.advice()).resolve();
        return Advice.to(advice, advices).on(method);
    }

    private static List<Hook> hooks(String type) {
        return Hooks.all().stream().filter(hook -> hook.type().equals(type)).toList();
    }

    /** The method of a hook, constructors included. */
    private static final class Signature
            extends ElementMatcher.Junction.ForNonNullValues<MethodDescription> {
        private final Hook hook;

        Signature(Hook hook) {
            this.hook = hook;
        }

        @Override
        protected boolean doMatch(MethodDescription method) {
            return method.getInternalName().equals(hook.method())
                    && method.getDescriptor().equals(hook.descriptor());
        }
    }
}
