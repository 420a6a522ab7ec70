// SPDX-License-Identifier: Apache-2.0
package io.taskwork.agent;

import io.taskwork.boot.Entry;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.util.Collections;
import java.util.jar.Attributes;

/** Several agents, or an agent and a woven image, in one JVM: only the first one counts. */
final class Versions {
    private static final String UNKNOWN = "of an unknown version";
    private static final String UNPACKED = "(unpacked)";

    private Versions() {}

    /** Of this agent, by its jar's manifest. */
    static String own() {
        String version = Versions.class.getPackage().getImplementationVersion();
        return version == null ? UNPACKED : version;
    }

    /** Of the runtime in this JVM, which may be another agent's. */
    static String ofRuntime() {
        try {
            return Entry.version();
        } catch (NoSuchMethodError e) {
            return UNKNOWN;
        }
    }

    /** Throws if another agent has defined its runtime here, for then these hooks do not fit it. */
    static void requireOwnRuntime() throws Refusal {
        if (BootClasses.isDefined() && !own().equals(UNPACKED) && !own().equals(ofRuntime())) {
            throw new Refusal("the runtime of taskwork-agent " + ofRuntime() + " is in this JVM"
                    + " already, and this is taskwork-agent " + own(),
                    "restart this JVM with one of them");
        }
    }

    /**
     * Null unless there are agent jars here of other versions than the one that is active: one
     * line. They are on one class path, so that all of them run the classes of the first one.
     */
    static String complaint() {
        String active = ofRuntime();
        try {
            ClassLoader loader = ClassLoader.getSystemClassLoader();
            String path = Agent.class.getName().replace('.', '/') + ".class";
            for (URL agent : Collections.list(loader.getResources(path))) {
                if (agent.openConnection() instanceof JarURLConnection jar) {
                    Attributes manifest = jar.getMainAttributes();
                    String version = manifest == null ? null
                            : manifest.getValue(Attributes.Name.IMPLEMENTATION_VERSION);
                    if (!active.equals(version)) {
                        return "taskwork-agent " + active + " was here first; "
                                + jar.getJarFileURL().getPath() + " is version " + version
                                + " and does nothing; start with one of them";
                    }
                }
            }
            return null;
        } catch (IOException e) {
            return null; // a class path that cannot be read; the first agent works nevertheless
        }
    }
}
