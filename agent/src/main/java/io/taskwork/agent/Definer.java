// SPDX-License-Identifier: Apache-2.0
package io.taskwork.agent;

import java.util.function.BiFunction;
import java.util.function.Consumer;
import jdk.internal.misc.Unsafe;

/**
 * Defines classes to the boot loader. BootClasses loads it with a class loader of its own, which
 * its initializer gives an instance. A reflective call would take longer while the JVM starts: the
 * JDK makes several classes for it.
 */
final class Definer implements BiFunction<String, byte[], Class<?>> {
    static {
        @SuppressWarnings("unchecked")
        Consumer<Definer> loader = (Consumer<Definer>) Definer.class.getClassLoader();
        loader.accept(new Definer());
    }

    private Definer() {}

    @Override
    public Class<?> apply(String name, byte[] classFile) {
        return Unsafe.getUnsafe().defineClass(name, classFile, 0, classFile.length, null, null);
    }
}
