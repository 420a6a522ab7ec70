// SPDX-License-Identifier: Apache-2.0
package io.taskwork.agent;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import jdk.internal.misc.Unsafe;

/**
 * Defines the classes of {@code io.taskwork.boot} to the boot loader, where woven code of
 * {@code java.base} and every copy of the API find them.
 *
 * <p>One by one, and not by {@code appendToBootstrapClassLoaderSearch}, which costs the application
 * its CDS archive and prints a warning.
 */
final class BootClasses {
    private static final String PACKAGE = "io.taskwork.boot.";

    /** All of them; a superclass comes before its subclass. */
    private static final List<String> NAMES = List.of(
            "Work", "WorkQueue", "Target", "Task", "OlderThreads$Entry", "OlderThreads",
            "VirtualThreads", "MonitorWaits", "Interrupts", "Drain", "LockQueue",
            "Places$Restart", "Exchanges", "Places", "Turns", "RunPoints", "Adds", "Entry");

    private BootClasses() {}

    static void define(Instrumentation instrumentation) throws Refusal {
        Module base = Object.class.getModule();
        Module agent = BootClasses.class.getModule();
        try {
            open(instrumentation, base, agent);
            if (!isDefined()) { // else by an earlier try in this JVM
                Module boot = null;
                try (JarFile jar = new JarFile(ownJar())) {
                    for (String name : NAMES) {
                        boot = Definer.define(PACKAGE + name, read(jar, name)).getModule();
                    }
                }
                open(instrumentation, base, boot);
            }
            // Now, and not on the first park: loading a class there can deadlock.
            for (String name : NAMES) {
                Class.forName(PACKAGE + name, true, null);
            }
        } catch (ReflectiveOperationException | LinkageError | IOException e) {
            throw new Refusal("the runtime could not be defined in " + JdkShape.jdk(), e);
        }
    }

    private static boolean isDefined() {
        try {
            Class.forName(PACKAGE + "Entry", false, null);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** What the runtime uses of {@code java.base} that is not public. */
    private static void open(Instrumentation instrumentation, Module base, Module reader) {
        Set<Module> readers = Set.of(reader);
        instrumentation.redefineModule(
                base,
                readers,
                Map.of("jdk.internal.misc", readers, "jdk.internal.vm", readers),
                Map.of("java.lang", readers, "java.util.concurrent.locks", readers),
                Set.of(),
                Map.of());
    }

    /** From the agent's own jar: an older one may come first on the class path. */
    private static byte[] read(JarFile jar, String name) throws IOException {
        String path = PACKAGE.replace('.', '/') + name + ".class";
        JarEntry entry = jar.getJarEntry(path);
        if (entry == null) {
            throw new IOException(jar.getName() + " lacks " + path);
        }
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    private static File ownJar() throws IOException {
        try {
            return new File(BootClasses.class.getProtectionDomain()
                    .getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    /** Apart, since it links to a package that is not open before {@link #open}. */
    private static final class Definer {
        static Class<?> define(String name, byte[] classFile) {
            return Unsafe.getUnsafe()
                    .defineClass(name, classFile, 0, classFile.length, null, null);
        }
    }
}
