// SPDX-License-Identifier: Apache-2.0
package io.taskwork.agent;

import io.taskwork.boot.RuntimeClasses;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Defines the classes of the runtime to the boot loader, where woven code of
 * {@code java.base} and every copy of the API find them.
 *
 * <p>They are defined one by one, and not by {@code appendToBootstrapClassLoaderSearch}, which
 * costs the application its CDS archive and prints a warning.
 */
public final class BootClasses {
    private static final String ENTRY = "io.taskwork.boot.Entry";

    private BootClasses() {}

    static void define(Instrumentation instrumentation) throws Refusal {
        try {
            if (!isDefined()) { // otherwise an earlier attempt in this JVM has defined it
                try (JarFile jar = new JarFile(ownJar())) {
                    defineAll(instrumentation, jar);
                }
            }
            RuntimeClasses.initialize();
        } catch (IOException e) {
            throw undefined(e, "take a taskwork-agent.jar that is whole");
        } catch (ClassNotFoundException | LinkageError e) {
            throw undefined(e, Refusal.WITHOUT_OTHERS);
        }
    }

    private static Refusal undefined(Throwable e, String remedy) {
        return new Refusal("the runtime could not be defined in " + JdkShape.jdk(), e, remedy);
    }

    /** Returns whether the runtime is in this JVM. */
    public static boolean isDefined() {
        try {
            Class.forName(ENTRY, false, null);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** Defines one more class to the boot loader, unless it is there. */
    static void define(Instrumentation instrumentation, String name, byte[] classFile)
            throws IOException, ClassNotFoundException {
        try {
            Class.forName(name, true, null);
        } catch (ClassNotFoundException e) {
            try (JarFile jar = new JarFile(ownJar())) {
                definer(instrumentation, jar).define(name, classFile);
            }
        }
    }

    private static DefinerLoader definer(Instrumentation instrumentation, JarFile jar)
            throws IOException, ClassNotFoundException {
        DefinerLoader loader = new DefinerLoader(readClass(jar, Definer.class.getName()));
        export(instrumentation, loader.getUnnamedModule());
        Class.forName(Definer.class.getName(), true, loader);
        return loader;
    }

    private static void defineAll(Instrumentation instrumentation, JarFile jar)
            throws IOException, ClassNotFoundException {
        DefinerLoader definer = definer(instrumentation, jar);
        Module runtime = null;
        List<String> names = RuntimeClasses.names();
        if (ModuleLayer.boot().findModule("jdk.jfr").isPresent()) {
            names.addAll(RuntimeClasses.events());
        }
        for (String name : names) {
            Class<?> type = definer.define(name, readClass(jar, name));
            if (runtime == null) { // before a class that extends one of these packages
                runtime = type.getModule();
                export(instrumentation, runtime);
            }
        }
    }

    /**
     * Exports internal packages of {@code java.base} to one module only, which is none of an
     * application.
     */
    private static void export(Instrumentation instrumentation, Module reader) {
        Set<Module> readers = Set.of(reader);
        instrumentation.redefineModule(
                Object.class.getModule(),
                readers,
                Map.of("jdk.internal.misc", readers, "jdk.internal.vm", readers,
                        "jdk.internal.access", readers, "sun.nio.ch", readers),
                Map.of(),
                Set.of(),
                Map.of());
    }

    /**
     * Reads a class from the agent's own jar, since an older one may come first on the class path.
     */
    private static byte[] readClass(JarFile jar, String name) throws IOException {
        String path = name.replace('.', '/') + ".class";
        byte[] classFile = read(jar, path);
        if (classFile == null) {
            throw new IOException(jar.getName() + " lacks " + path);
        }
        return classFile;
    }

    private static byte[] read(JarFile jar, String path) throws IOException {
        JarEntry entry = jar.getJarEntry(path);
        if (entry == null) {
            return null;
        }
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    /** Returns the runtime's class files by binary name, for the image builder. */
    public static Map<String, byte[]> classFiles() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (JarFile jar = new JarFile(ownJar())) {
            List<String> names = RuntimeClasses.names();
            names.addAll(RuntimeClasses.events());
            names.addAll(RuntimeClasses.agentOnly());
            for (String name : names) {
                files.put(name, readClass(jar, name));
            }
        }
        return files;
    }

    /**
     * Returns the content of a file of the agent's jar, or null if there is none. A class loader
     * would look for it in the JDK's modules first, which takes up to 40 ms.
     */
    static byte[] file(String path) throws IOException {
        try (JarFile jar = new JarFile(ownJar())) {
            return read(jar, path);
        }
    }

    /** Returns the agent's jar. */
    public static File ownJar() throws IOException {
        try {
            return new File(BootClasses.class.getProtectionDomain()
                    .getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    /** Loads {@link Definer} alone, so that nobody else gets the exports to its module. */
    private static final class DefinerLoader extends ClassLoader
            implements Consumer<BiFunction<String, byte[], Class<?>>> {
        private final byte[] classFile;
        private BiFunction<String, byte[], Class<?>> definer;

        DefinerLoader(byte[] classFile) {
            super(null);
            this.classFile = classFile;
        }

        @Override
        protected Class<?> findClass(String name) {
            return defineClass(name, classFile, 0, classFile.length);
        }

        Class<?> define(String name, byte[] classFile) {
            return definer.apply(name, classFile);
        }

        @Override
        public void accept(BiFunction<String, byte[], Class<?>> definer) {
            this.definer = definer;
        }
    }
}
