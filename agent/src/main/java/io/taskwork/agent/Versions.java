// SPDX-License-Identifier: Apache-2.0
package io.taskwork.agent;

import io.taskwork.boot.Entry;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.util.Collections;
import java.util.jar.Attributes;

/**
 * Deals with several agents, or an agent and a woven image, in one JVM: only the first one counts.
 */
final class Versions {
    private static final String UNKNOWN = "of an unknown version";
    private static final String UNPACKED = "(unpacked)";

    private Versions() {}

    /** Returns the version of this agent, from its jar's manifest. */
    static String own() {
        String version = Versions.class.getPackage().getImplementationVersion();
        return version == null ? UNPACKED : version;
    }

    /** Returns the version of the runtime in this JVM, which may be another agent's. */
    static String ofRuntime() {
        try {
            return Entry.version();
        } catch (NoSuchMethodError e) {
            return UNKNOWN;
        }
    }

    /**
     * Throws if another agent has defined its runtime here, which this agent's hooks do not fit.
     */
    static void requireOwnRuntime() throws Refusal {
        if (BootClasses.isDefined() && !own().equals(UNPACKED) && !own().equals(ofRuntime())) {
            throw new Refusal("the runtime of taskwork-agent " + ofRuntime() + " is in this JVM"
                    + " already, and this is taskwork-agent " + own(),
                    "restart this JVM with only one of them");
        }
    }

    /**
     * Returns one line if there are agent jars here of other versions than the active one;
     * otherwise null. They are on one class path, and therefore all run the classes of the first
     * one.
     */
    static String complaint() {
        String active = ofRuntime();
        try {
            ClassLoader loader = ClassLoader.getSystemClassLoader();
            String path = Versions.class.getName().replace('.', '/') + ".class";
            for (URL agent : Collections.list(loader.getResources(path))) {
                if (agent.openConnection() instanceof JarURLConnection jar) {
                    Attributes manifest = jar.getMainAttributes();
                    String version = manifest == null ? null
                            : manifest.getValue(Attributes.Name.IMPLEMENTATION_VERSION);
                    if (!active.equals(version)) {
                        return "taskwork-agent " + active + " was loaded first; "
                                + jar.getJarFileURL().getPath() + " is version " + version
                                + " and does nothing; start with only one of them";
                    }
                }
            }
            return null;
        } catch (IOException e) {
            return null; // the class path cannot be read; the first agent works nevertheless
        }
    }
}
