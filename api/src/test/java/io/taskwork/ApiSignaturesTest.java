// SPDX-License-Identifier: Apache-2.0
package io.taskwork;

import static java.lang.module.ModuleDescriptor.Requires.Modifier.STATIC;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The public API changes only on purpose, and depends on java.base alone. */
class ApiSignaturesTest {
    private static final Path CLASSES = Path.of("target", "classes");
    private static final Path FILE = Path.of("src", "test", "resources", "api-signatures.txt");

    private static List<Path> classFiles() throws IOException {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            return files.filter(file -> file.toString().endsWith(".class")).sorted().toList();
        }
    }

    private static List<Class<?>> types() throws Exception {
        List<Class<?>> types = new ArrayList<>();
        for (Path file : classFiles()) {
            String name = CLASSES.relativize(file).toString()
                    .replace(file.getFileSystem().getSeparator(), ".").replace(".class", "");
            if (!name.equals("module-info") && !name.endsWith("package-info")) {
                types.add(load(name));
            }
        }
        return types;
    }

    private static Class<?> load(String name) throws ClassNotFoundException {
        return Class.forName(name, false, ApiSignaturesTest.class.getClassLoader());
    }

    @Test
    void theApiIsTheAcceptedOne() throws Exception {
        List<String> now = ApiSignatures.of(types());
        if (Boolean.getBoolean("api.accept")) {
            Files.write(FILE, now);
        }
        List<String> accepted = Files.readAllLines(FILE);
        List<String> gone = new ArrayList<>(accepted);
        gone.removeAll(now);
        List<String> added = new ArrayList<>(now);
        added.removeAll(accepted);
        assertEquals(accepted, now, () -> "the public API has changed."
                + "\n  gone:  " + String.join("\n         ", gone)
                + "\n  added: " + String.join("\n         ", added)
                + "\nIf that is meant: mvn test -pl api -am -Dapi.accept=true, and commit " + FILE);
    }

    /** A change that would break an application shows. */
    @Test
    void aChangeShows() {
        List<String> before = ApiSignatures.of(List.of(Before.class));
        assertEquals(before.size(), Set.copyOf(before).size());
        for (Class<?> after : List.of(Renamed.class, Retyped.class, Widened.class, Nulls.class,
                Open.class)) {
            String name = "$" + after.getSimpleName();
            List<String> lines = ApiSignatures.of(List.of(after)).stream()
                    .map(line -> line.replace(name, "$Before")).toList();
            assertNotEquals(before, lines, after.getSimpleName());
        }
    }

    /** The API that is changed. */
    public static final class Before {
        public void method(Object argument) {}
    }

    /** The API with another name. */
    public static final class Renamed {
        public void methods(Object argument) {}
    }

    /** The API with another type. */
    public static final class Retyped {
        public void method(String argument) {}
    }

    /** The API with a checked exception. */
    public static final class Widened {
        public void method(Object argument) throws IOException {}
    }

    /** The API with another nullness. */
    public static final class Nulls {
        public void method(@Nullable Object argument) {}
    }

    /** The API where it is no longer final, which breaks nobody now but cannot be taken back. */
    public static class Open {
        public void method(Object argument) {}
    }

    @Test
    void theModuleRequiresAndExportsNothingElse() throws IOException {
        try (InputStream in = Files.newInputStream(CLASSES.resolve("module-info.class"))) {
            ModuleDescriptor module = ModuleDescriptor.read(in);
            assertEquals(Set.of("java.base"), required(module, false));
            assertEquals(Set.of("org.jspecify"), required(module, true));
            assertEquals(Set.of("io.taskwork"), module.exports().stream()
                    .map(ModuleDescriptor.Exports::source).collect(Collectors.toSet()));
        }
    }

    /** Returns the required modules; a static one is required when the module is compiled only. */
    private static Set<String> required(ModuleDescriptor module, boolean isStatic) {
        return module.requires().stream()
                .filter(required -> required.modifiers().contains(STATIC) == isStatic)
                .map(Requires::name).collect(Collectors.toSet());
    }

    /**
     * Without the annotation everything would be of unknown nullness, and compilers would say
     * nothing.
     */
    @Test
    void whatIsNotMarkedIsNeverNull() {
        assertTrue(TaskWorks.class.getPackage().isAnnotationPresent(NullMarked.class));
    }

    /**
     * The test reads the class files: all classes that they name are of java.base, or the API's
     * own.
     */
    @Test
    void theClassesNameNothingOutsideJavaBase() throws Exception {
        Set<String> named = new TreeSet<>();
        for (Path file : classFiles()) {
            for (String type : NamedClasses.in(file)) {
                named.add(type.replaceFirst("^\\[+L?", "").replace(";", ""));
            }
        }
        named.removeIf(name -> name.startsWith("io/taskwork/") || name.length() == 1
                || name.equals("module-info"));
        assertTrue(named.contains("java/lang/Object"), named::toString);
        for (String name : named) {
            assertEquals("java.base", load(name.replace('/', '.'))
                    .getModule().getName(), name);
        }
    }
}
