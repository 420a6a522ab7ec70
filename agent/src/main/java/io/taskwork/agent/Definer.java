// SPDX-License-Identifier: Apache-2.0
package io.taskwork.agent;

import jdk.internal.misc.Unsafe;

/** Defines classes to the boot loader. BootClasses loads it with a class loader of its own. */
final class Definer {
    private Definer() {}

    static Class<?> define(String name, byte[] classFile) {
        return Unsafe.getUnsafe().defineClass(name, classFile, 0, classFile.length, null, null);
    }
}
