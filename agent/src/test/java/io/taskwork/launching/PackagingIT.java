// SPDX-License-Identifier: Apache-2.0
package io.taskwork.launching;

import static java.lang.module.ModuleDescriptor.Requires.Modifier.STATIC;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.support.Jvm;
import java.io.DataInputStream;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import net.bytebuddy.ByteBuddy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Opens the built jars, and checks what is in them. */
class PackagingIT {
    private static final int CLASS_FILES_OF_21 = 65;
    private static final Pattern BYTE_BUDDY =
            Pattern.compile("io/taskwork/agent/bytebuddy/[\\w$/]+");

    /** The files that the jar tool and Maven write about the build. */
    private static final Set<String> OF_THE_BUILD = Set.of("Manifest-Version", "Created-By",
            "Java-Version", "Build-Jdk-Spec", "Build-Tool-Jdk-Spec", "Implementation-Title",
            "Implementation-Version");

    private static List<String> files(Path jar) throws Exception {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream().filter(entry -> !entry.isDirectory()).map(JarEntry::getName)
                    .toList();
        }
    }

    private static List<String> other(List<String> files, String... allowed) {
        Predicate<String> isAllowed = name -> List.of(allowed).stream().anyMatch(name::startsWith);
        return files.stream().filter(isAllowed.negate()).toList();
    }

    @Test
    void theAgentHasItsOwnPackagesAndNoOther() throws Exception {
        List<String> files = files(Jvm.agentJar());
        assertEquals(List.of(), other(files, "META-INF/", "io/taskwork/agent/",
                "io/taskwork/boot/", "io/taskwork/cli/", "io/taskwork/image/",
                "io/taskwork/jdk/", "io/taskwork/launch/", "io/taskwork/poll/",
                "io/taskwork/weave/"));
        assertTrue(files.contains("io/taskwork/agent/bytebuddy/jar/asm/ClassReader.class"),
                "relocated");
        assertTrue(files.contains("io/taskwork/agent/picocli/CommandLine.class"), "relocated");
        assertEquals(List.of(), files.stream()
                .filter(name -> name.startsWith("META-INF/") && name.endsWith(".class")).toList());
    }

    /** What every start reads is not compressed; what most starts do not read is. */
    @Test
    void onlyWhatIsReadAtTheStartIsStored() throws Exception {
        try (JarFile file = new JarFile(Jvm.agentJar().toFile())) {
            for (String read : List.of("io/taskwork/launch/Agent.class",
                    "io/taskwork/boot/Slot.class", "io/taskwork/weave/prepared-advices",
                    "io/taskwork/agent/bytebuddy/jar/asm/ClassReader.class")) {
                assertEquals(ZipEntry.STORED, file.getEntry(read).getMethod(), read);
            }
            String other = "io/taskwork/agent/picocli/CommandLine.class";
            assertEquals(ZipEntry.DEFLATED, file.getEntry(other).getMethod(), other);
        }
    }

    /** Whoever opens the jar goes through the names of its files: those of Byte Buddy are in one. */
    @Test
    void theJarHasFewFiles() throws Exception {
        List<String> files = files(Jvm.agentJar());
        assertTrue(files.size() < 600, () -> files.size() + " files");
        Map<String, byte[]> nested = nested();
        assertTrue(nested.containsKey("io/taskwork/agent/bytebuddy/asm/Advice.class"), "Advice");
        nested.keySet().retainAll(files);
        assertEquals(Set.of(), nested.keySet());
    }

    /** Only the advice weaver's loader finds what is in the jar in the jar. */
    @Test
    void nothingElseRefersToTheNestedClasses() throws Exception {
        Set<String> nested = nested().keySet().stream()
                .filter(name -> !name.contains("/utility/nullability/")) // annotations
                .map(name -> name.substring(0, name.length() - ".class".length()))
                .collect(Collectors.toSet());
        Set<String> found = new TreeSet<>();
        try (JarFile file = new JarFile(Jvm.agentJar().toFile())) {
            for (JarEntry entry : file.stream().toList()) {
                if (entry.getName().endsWith(".class")) {
                    try (InputStream in = file.getInputStream(entry)) {
                        Matcher names = BYTE_BUDDY.matcher(
                                new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
                        if (names.results().anyMatch(name -> nested.contains(name.group()))) {
                            found.add(entry.getName().replaceFirst("io/taskwork/weave/", ""));
                        }
                    }
                }
            }
        }
        found.removeIf(name -> name.matches("\\w+Advice(\\$\\w+)?\\.class")); // never loaded
        assertEquals(Set.of("AdvicePreparation.class", "AdviceWeaver.class",
                "AdviceWeaver$Advised.class"), found);
    }

    private static Map<String, byte[]> nested() throws Exception {
        Map<String, byte[]> files = new HashMap<>();
        try (JarFile file = new JarFile(Jvm.agentJar().toFile());
                JarInputStream nested = new JarInputStream(file.getInputStream(
                        file.getEntry("io/taskwork/weave/byte-buddy.jar")))) {
            for (JarEntry entry; (entry = nested.getNextJarEntry()) != null; ) {
                files.put(entry.getName(), nested.readAllBytes());
            }
        }
        return files;
    }

    @ParameterizedTest
    @ValueSource(strings = {"taskwork.agent", "taskwork.api"})
    void theOldestJdkLoadsAllClasses(String property) throws Exception {
        try (JarFile file = new JarFile(System.getProperty(property))) {
            for (JarEntry entry : file.stream().toList()) {
                String name = entry.getName();
                if (name.endsWith(".class") && !name.startsWith("io/taskwork/agent/bytebuddy/")
                        && !name.startsWith("META-INF/")) {
                    try (DataInputStream in = new DataInputStream(file.getInputStream(entry))) {
                        // the fields magic and minor_version
                        in.skipNBytes(Integer.BYTES + Short.BYTES);
                        assertTrue(in.readUnsignedShort() <= CLASS_FILES_OF_21, name);
                    }
                }
            }
        }
    }

    /**
     * maven-shade-plugin leaves a class as it is that uses only constants of Byte Buddy: javac
     * writes their values into it, and the name of their class beside them.
     */
    @Test
    void nothingRefersToByteBuddyByItsOldName() throws Exception {
        try (JarFile file = new JarFile(Jvm.agentJar().toFile())) {
            for (JarEntry entry : file.stream().toList()) {
                String name = entry.getName();
                if (name.endsWith(".class") && !name.startsWith("io/taskwork/agent/bytebuddy/")) {
                    try (InputStream in = file.getInputStream(entry)) {
                        String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
                        assertFalse(text.contains("net/bytebuddy"), name);
                    }
                }
            }
        }
    }

    @Test
    void theManifestAsksForRetransformationOnly() throws Exception {
        TreeMap<String, String> own = new TreeMap<>();
        try (JarFile file = new JarFile(Jvm.agentJar().toFile())) {
            Attributes attributes = file.getManifest().getMainAttributes();
            attributes.forEach((name, value) -> own.put(name.toString(), value.toString()));
            assertEquals(Set.of(), file.getManifest().getEntries().keySet());
        }
        own.keySet().removeAll(OF_THE_BUILD);
        assertEquals(
                "{Agent-Class=io.taskwork.launch.Agent, Can-Retransform-Classes=true,"
                        + " Main-Class=io.taskwork.launch.Main,"
                        + " Premain-Class=io.taskwork.launch.Agent}",
                own.toString());
    }

    /** A class that is missing there would be looked for on the first park, and not be found. */
    @Test
    void everyRuntimeClassIsInTheBootLoaderAndInNoOther() throws Exception {
        List<String> names = files(Jvm.agentJar()).stream()
                .filter(name -> name.startsWith("io/taskwork/boot/"))
                .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                .toList();
        assertTrue(names.size() > 10, names.toString());
        for (String name : names) {
            assertNull(Class.forName(name, false, null).getClassLoader(), name);
        }
    }

    @Test
    void theApiHasOnePackageAndAModule() throws Exception {
        List<String> files = files(Jvm.apiJar());
        assertEquals(List.of("module-info.class"), other(files, "META-INF/", "io/taskwork/"));
        Set<String> packages = files.stream().filter(name -> name.startsWith("io/"))
                .map(name -> name.substring(0, name.lastIndexOf('/'))).collect(Collectors.toSet());
        assertEquals(Set.of("io/taskwork"), packages);
        try (JarFile file = new JarFile(Jvm.apiJar().toFile());
                InputStream in = file.getInputStream(file.getEntry("module-info.class"))) {
            ModuleDescriptor module = ModuleDescriptor.read(in);
            assertEquals("io.taskwork", module.name());
            assertEquals(Set.of("java.base"), module.requires().stream()
                    // the time of the compilation
                    .filter(required -> !required.modifiers().contains(STATIC))
                    .map(ModuleDescriptor.Requires::name).collect(Collectors.toSet()));
            assertEquals(Set.of("io.taskwork"), module.exports().stream()
                    .map(ModuleDescriptor.Exports::source).collect(Collectors.toSet()));
        }
    }

    /** What the licences of the shaded jars ask for is there, as in their own jars. */
    @Test
    void licencesAndNotices() throws Exception {
        Path root = Path.of("..");
        for (Path jar : List.of(Jvm.agentJar(), Jvm.apiJar())) {
            assertEquals(Files.readString(root.resolve("LICENSE")), text(jar, "META-INF/LICENSE"));
            assertEquals(Files.readString(root.resolve("NOTICE")), text(jar, "META-INF/NOTICE"));
        }
        Path byteBuddy = Path.of(ByteBuddy.class.getProtectionDomain().getCodeSource()
                .getLocation().toURI());
        List<String> theirs = files(byteBuddy).stream()
                .filter(name -> name.matches("META-INF/(LICENSE|NOTICE|licenses/.*)")).toList();
        assertTrue(theirs.size() >= 3, theirs::toString);
        for (String name : theirs) {
            assertEquals(text(byteBuddy, name), text(Jvm.agentJar(),
                    name.replace("META-INF/", "META-INF/third-party/byte-buddy/")));
        }
    }

    private static String text(Path jar, String name) throws Exception {
        try (JarFile file = new JarFile(jar.toFile())) {
            JarEntry entry = file.getJarEntry(name);
            assertTrue(entry != null, () -> jar + " has no " + name);
            return new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** What the agent opens of java.base is for the runtime; applications gain nothing by it. */
    @Test
    void applicationsDoNotGetAtTheInternalsOfTheJdk() {
        Module mine = PackagingIT.class.getModule();
        Module base = Object.class.getModule();
        assertFalse(base.isOpen("java.lang", mine), "java.lang is open to the class path");
        assertFalse(base.isExported("jdk.internal.misc", mine), "so is jdk.internal.misc");
        assertThrows(RuntimeException.class, () -> Thread.class
                .getDeclaredField("interruptLock").setAccessible(true));
    }
}
