// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import static net.bytebuddy.matcher.ElementMatchers.named;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.asm.MemberSubstitution;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.pool.TypePool;

/** Loads this package once more, with some methods patched, in production code and races alike. */
final class Patched extends ClassLoader {
    private static final String PACKAGE = Race.class.getPackageName() + ".";

    private final Map<String, List<AsmVisitorWrapper>> patches = new HashMap<>();
    private final ClassFileLocator files = ClassFileLocator.ForClassLoader.of(getParent());

    Patched() {
        super(Patched.class.getClassLoader());
        // With this a thread leaves the loops of a broken queue when its round is over.
        patch("SpinLock", Advice.to(Pauses.StopIfOver.class).on(named("lock")));
    }

    /**
     * Puts a call in place of another one. It does so in one method, or it would not be one
     * weakness.
     */
    Patched replace(String type, String method, String call, Class<?> by) {
        var replacement = List.of(by.getDeclaredMethods()).stream()
                .filter(m -> m.getName().equals(call))
                .findAny()
                .orElseThrow();
        return patch(type, MemberSubstitution.relaxed()
                .method(named(call))
                .replaceWith(replacement)
                .on(named(method)));
    }

    /** Lets the scheduler in at the entry and at the exit of a method; weakens nothing. */
    Patched pauseAt(String type, String... methods) {
        for (String method : methods) {
            patch(type, Advice.to(Pauses.class).on(named(method)));
        }
        return this;
    }

    private Patched patch(String type, AsmVisitorWrapper patch) {
        patches.computeIfAbsent(PACKAGE + type, key -> new ArrayList<>()).add(patch);
        return this;
    }

    <T> Class<? extends T> load(Class<T> type) throws ClassNotFoundException {
        @SuppressWarnings("unchecked") // it is a Race, which both loaders share
        Class<? extends T> loaded = (Class<? extends T>) loadClass(type.getName());
        return loaded;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(PACKAGE) || name.equals(Race.class.getName())) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try {
            byte[] classFile = classFile(name);
            return defineClass(name, classFile, 0, classFile.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    private byte[] classFile(String name) throws IOException {
        List<AsmVisitorWrapper> visitors = patches.get(name);
        if (visitors == null) {
            return files.locate(name).resolve();
        }
        TypePool pool = TypePool.Default.of(files);
        DynamicType.Builder<?> builder =
                new ByteBuddy().redefine(pool.describe(name).resolve(), files);
        for (AsmVisitorWrapper visitor : visitors) {
            builder = builder.visit(visitor);
        }
        return builder.make().getBytes();
    }
}
