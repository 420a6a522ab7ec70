// SPDX-License-Identifier: Apache-2.0
package io.taskwork.floors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.Remapper;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * The types that a class file names in its code, its members' descriptors and its annotations;
 * those that it names in strings are not among them. All are internal names.
 */
record NamedTypes(String self, Set<String> all) {
    static NamedTypes in(Path classFile) throws IOException {
        Set<String> names = new TreeSet<>();
        Remapper collector = new Remapper(OpenedClassReader.ASM_API) {
            @Override
            public String map(String internalName) {
                names.add(internalName);
                return internalName;
            }
        };
        ClassReader reader = OpenedClassReader.of(Files.readAllBytes(classFile));
        reader.accept(new ClassRemapper(
                OpenedClassReader.ASM_API, new ClassWriter(0), collector) {}, 0);
        return new NamedTypes(reader.getClassName(), names);
    }
}
