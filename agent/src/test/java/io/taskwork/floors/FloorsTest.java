// SPDX-License-Identifier: Apache-2.0
package io.taskwork.floors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A class names classes of its own package and of the floors below, and no others. Names in strings
 * do not count: {@code Hooks} names advice, which nobody loads.
 */
class FloorsTest {
    private static final Path ROOT = Path.of("..");
    private static final Path TESTS = Path.of("target", "test-classes");

    /** The floors from the ground up. Packages of one floor do not know each other. */
    private static final List<Set<String>> FLOORS = List.of(
            Set.of("io/taskwork/jdk"),
            Set.of("io/taskwork/boot"),
            Set.of("io/taskwork", "io/taskwork/poll", "io/taskwork/weave"),
            Set.of("io/taskwork/agent"),
            Set.of("io/taskwork/image"),
            Set.of("io/taskwork/cli"),
            Set.of("io/taskwork/launch"));

    @Test
    void noArrowRunsUp() throws IOException {
        List<String> complaints = new ArrayList<>();
        Set<String> seen = new TreeSet<>();
        for (String module : List.of("boot", "api", "agent")) {
            for (Path file : classFiles(ROOT.resolve(module).resolve("target/classes"))) {
                seen.add(complain(file, complaints));
            }
        }
        assertEquals(List.of(), complaints);
        Set<String> all = new TreeSet<>();
        FLOORS.forEach(all::addAll);
        assertEquals(all, seen);
    }

    /** The weakened twins: a class that looks up, one that looks aside, and one of no floor. */
    @Test
    void anArrowUpIsFound() throws IOException {
        for (String wrong : List.of("io/taskwork/jdk/LooksUp", "io/taskwork/weave/LooksAside",
                "io/taskwork/floors/FloorsTest")) {
            List<String> complaints = new ArrayList<>();
            complain(TESTS.resolve(wrong + ".class"), complaints);
            assertEquals(1, complaints.size(), complaints::toString);
            assertTrue(complaints.getFirst().startsWith(wrong + " "), complaints::toString);
        }
    }

    /** Whoever opens a folder learns what is in it. */
    @Test
    void everyPackageSaysWhatItIs() throws IOException {
        Set<String> packages = new TreeSet<>();
        Set<String> described = new TreeSet<>();
        for (Path sources : sourceFolders()) {
            try (Stream<Path> files = Files.walk(sources)) {
                for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    String folder = sources.relativize(file.getParent()).toString();
                    packages.add(folder);
                    if (file.endsWith("package-info.java")) {
                        described.add(folder);
                    }
                }
            }
        }
        packages.remove(""); // module-info.java
        assertTrue(packages.size() > 10, packages::toString);
        assertEquals(packages, described);
    }

    /**
     * Returns the folders of the modules, which are in the root, in the samples and in the servers.
     */
    private static List<Path> sourceFolders() throws IOException {
        List<Path> folders = new ArrayList<>();
        for (String parent : List.of("", "samples", "samples/servers")) {
            try (Stream<Path> children = Files.list(ROOT.resolve(parent))) {
                children.map(child -> child.resolve("src/main/java"))
                        .filter(Files::isDirectory).forEach(folders::add);
            }
        }
        return folders;
    }

    private static List<Path> classFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".class")
                    && !file.endsWith("module-info.class")).sorted().toList();
        }
    }

    /** Adds a line for each class that should not be named there; returns the class's package. */
    private static String complain(Path classFile, List<String> complaints) throws IOException {
        NamedTypes types = NamedTypes.in(classFile);
        String home = packageOf(types.self());
        if (floor(home) < 0) {
            complaints.add(types.self() + " is in a package that is on no floor");
            return home;
        }
        for (String name : types.all()) {
            String other = packageOf(name);
            if (name.startsWith("io/taskwork/") && !other.equals(home)
                    && (floor(other) < 0 || floor(other) >= floor(home))) {
                complaints.add(types.self() + " names " + name + ", which is not below it");
            }
        }
        return home;
    }

    private static int floor(String packageName) {
        for (int i = 0; i < FLOORS.size(); i++) {
            if (FLOORS.get(i).contains(packageName)) {
                return i;
            }
        }
        return -1;
    }

    private static String packageOf(String type) {
        return type.substring(0, Math.max(0, type.lastIndexOf('/')));
    }
}
