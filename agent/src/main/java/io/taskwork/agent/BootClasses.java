// SPDX-License-Identifier: Apache-2.0
package io.taskwork.agent;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private static final String PACKAGE = "io.taskwork.boot.";
    private static final String JDK_PACKAGE = "io.taskwork.jdk.";

    /** The classes that name the members of the JDK that the runtime uses. */
    private static final List<String> JDK_NAMES = List.of("Need", "JdkField",
            "JdkFields$Synchronizer", "JdkFields", "JdkMethod", "JdkMethods", "JdkReleases$Bug",
            "JdkReleases");

    /** The rest of that package, which only the agent uses, from its own jar or an image. */
    private static final List<String> AGENT_JDK_NAMES = List.of("Hook", "Hooks");

    /** All classes of the runtime; a superclass comes before its subclasses. */
    private static final List<String> NAMES = List.of(
            "StackRoom", "AddedHere", "Posting", "Work", "SpinLock", "HookList", "Walk",
            "WorkQueue", "Trace", "Target", "Task", "Task$Fields",
            "OlderThreads$Entry", "OlderThreads", "Resume", "VirtualThreads", "Threads$Calls",
            "Threads", "Joins$Restart", "Joins", "MonitorWaits", "Interrupts", "Scopes$Fence",
            "Scopes", "BlockedCall", "SelectorCloses$Postponed", "SelectorCloses$Fields",
            "SelectorCloses", "Drain", "LockQueue$IntProbe", "LockQueue$LongProbe", "LockQueue",
            "ConditionQueue$Probe", "ConditionQueue", "Awaits", "Signals", "Leaders",
            "Places$Restart", "Exchanges", "Places", "Parks", "Acquires", "LateWakes", "Keeper",
            "RunPoints", "PlatformParks", "Wakes", "Adds", "Masks", "EscalationHeap",
            "Escalations", "Reaches", "RunPoint", "Counters", "Backlogs$Backlog", "Backlogs",
            "Telemetry$Observed", "Telemetry", "PolledCode$Methods", "PolledCode",
            "Poll", "Woven", "Ordinals", "Entry");

    /**
     * Classes that need the module {@code jdk.jfr}; initialized when the flight recorder is first
     * used.
     */
    private static final List<String> EVENTS = List.of(
            "Events", "Events$Drain", "Events$Callback", "Events$CallbackError", "Events$Wake",
            "Events$Backlog", "Events$Mask");

    private BootClasses() {}

    static void define(Instrumentation instrumentation) throws Refusal {
        try {
            if (!isDefined()) { // otherwise an earlier attempt in this JVM has defined it
                try (JarFile jar = new JarFile(ownJar())) {
                    defineAll(instrumentation, jar);
                }
            }
            // They are initialized here and not on the first park, where loading a class can
            // deadlock.
            for (String name : runtimeNames()) {
                Class.forName(name, true, null);
            }
        } catch (IOException e) {
            throw undefined(e, "take a taskwork-agent.jar that is whole");
        } catch (ReflectiveOperationException | LinkageError e) {
            throw undefined(e, Refusal.WITHOUT_OTHERS);
        }
    }

    /**
     * Returns the binary names in the order of definition, without the events: no CDS archive takes
     * these, and they crash the VM of JDK 26 while it makes an archive without compressed oops.
     */
    public static List<String> runtimeNames() {
        List<String> names = new ArrayList<>();
        add(names, JDK_PACKAGE, JDK_NAMES);
        add(names, PACKAGE, NAMES);
        return names;
    }

    private static void add(List<String> names, String packageName, List<String> simpleNames) {
        for (String name : simpleNames) {
            names.add(packageName + name);
        }
    }

    private static Refusal undefined(Throwable e, String remedy) {
        return new Refusal("the runtime could not be defined in " + JdkShape.jdk(), e, remedy);
    }

    /** Returns whether the runtime is in this JVM. */
    public static boolean isDefined() {
        try {
            Class.forName(PACKAGE + "Entry", false, null);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** Defines one more class to the boot loader, unless it is there. */
    static void define(Instrumentation instrumentation, String name, byte[] classFile)
            throws IOException, ReflectiveOperationException {
        try {
            Class.forName(name, true, null);
        } catch (ClassNotFoundException e) {
            try (JarFile jar = new JarFile(ownJar())) {
                definer(instrumentation, jar).invoke(null, name, classFile);
            }
        }
    }

    private static Method definer(Instrumentation instrumentation, JarFile jar)
            throws IOException, ReflectiveOperationException {
        DefinerLoader loader = new DefinerLoader();
        Method define = loader.definer(readClass(jar, Definer.class.getName()))
                .getDeclaredMethod("define", String.class, byte[].class);
        define.setAccessible(true);
        open(instrumentation, loader.getUnnamedModule(), Set.of());
        return define;
    }

    private static void defineAll(Instrumentation instrumentation, JarFile jar)
            throws IOException, ReflectiveOperationException {
        Method define = definer(instrumentation, jar);
        Module runtime = null;
        List<String> names = runtimeNames();
        if (ModuleLayer.boot().findModule("jdk.jfr").isPresent()) {
            add(names, PACKAGE, EVENTS);
        }
        for (String name : names) {
            Class<?> type = (Class<?>) define.invoke(null, name, readClass(jar, name));
            if (runtime == null) { // before a class that extends one of these packages
                runtime = type.getModule();
                open(instrumentation, runtime,
                        Set.of("java.lang", "java.util.concurrent.locks"));
            }
        }
    }

    /**
     * Opens internal packages of {@code java.base} to one module only, which is none of an
     * application.
     */
    private static void open(
            Instrumentation instrumentation, Module reader, Set<String> openPackages) {
        Set<Module> readers = Set.of(reader);
        Map<String, Set<Module>> opens = new HashMap<>();
        for (String name : openPackages) {
            opens.put(name, readers);
        }
        instrumentation.redefineModule(
                Object.class.getModule(),
                readers,
                Map.of("jdk.internal.misc", readers, "jdk.internal.vm", readers,
                        "jdk.internal.access", readers, "sun.nio.ch", readers),
                opens,
                Set.of(),
                Map.of());
    }

    /**
     * Reads a class from the agent's own jar, since an older one may come first on the class path.
     */
    private static byte[] readClass(JarFile jar, String name) throws IOException {
        String path = name.replace('.', '/') + ".class";
        JarEntry entry = jar.getJarEntry(path);
        if (entry == null) {
            throw new IOException(jar.getName() + " lacks " + path);
        }
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    /** Returns the runtime's class files by binary name, for the image builder. */
    public static Map<String, byte[]> classFiles() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (JarFile jar = new JarFile(ownJar())) {
            List<String> names = runtimeNames();
            add(names, PACKAGE, EVENTS);
            add(names, JDK_PACKAGE, AGENT_JDK_NAMES);
            for (String name : names) {
                files.put(name, readClass(jar, name));
            }
        }
        return files;
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
    private static final class DefinerLoader extends ClassLoader {
        DefinerLoader() {
            super(null);
        }

        Class<?> definer(byte[] classFile) {
            return defineClass(Definer.class.getName(), classFile, 0, classFile.length);
        }
    }
}
