// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.utility.OpenedClassReader;
import org.junit.jupiter.api.Test;

/** The list of the runtime's classes has all of them, in an order in which they can be defined. */
class RuntimeClassesTest {
    private static final Path CLASSES = Path.of("target", "classes");

    private static List<String> listed() {
        List<String> names = new ArrayList<>(RuntimeClasses.names());
        names.addAll(RuntimeClasses.events());
        names.addAll(RuntimeClasses.agentOnly());
        return names;
    }

    private static Set<String> built() throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(CLASSES)) {
            files.map(file -> CLASSES.relativize(file).toString().replaceAll("[/\\\\]", "."))
                    .filter(name -> name.endsWith(".class") && !name.contains("package-info"))
                    .forEach(name -> names.add(name.substring(0, name.length() - 6)));
        }
        return names;
    }

    /** Returns what comes before a class that it extends or implements, as "A before B". */
    private static List<String> tooEarly(List<String> names) throws IOException {
        List<String> complaints = new ArrayList<>();
        for (String name : names) {
            ClassReader reader = OpenedClassReader.of(
                    Files.readAllBytes(CLASSES.resolve(name.replace('.', '/') + ".class")));
            List<String> supertypes = new ArrayList<>(List.of(reader.getInterfaces()));
            supertypes.add(reader.getSuperName());
            for (String supertype : supertypes) {
                int at = names.indexOf(supertype.replace('/', '.'));
                if (at > names.indexOf(name)) {
                    complaints.add(name + " before " + names.get(at));
                }
            }
        }
        return complaints;
    }

    @Test
    void everyClassIsListedOnce() throws IOException {
        List<String> listed = listed();
        assertEquals(built(), new TreeSet<>(listed));
        assertEquals(listed.size(), Set.copyOf(listed).size());
    }

    @Test
    void supertypesComeFirst() throws IOException {
        assertEquals(List.of(), tooEarly(listed()));
    }

    /** The twin has the list in the opposite order. */
    @Test
    void supertypesThatComeLaterAreFound() throws IOException {
        List<String> reversed = new ArrayList<>(listed());
        Collections.reverse(reversed);
        assertTrue(tooEarly(reversed).contains(
                "io.taskwork.boot.Target before io.taskwork.boot.WorkQueue"));
    }
}
