// SPDX-License-Identifier: Apache-2.0
package io.taskwork.image;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.spi.ToolProvider;

/** The modules of the JDK that runs this. */
final class SystemModules {
    private static final String JLINK = "jdk.jlink";

    private SystemModules() {}

    static boolean lackJlink() {
        return ToolProvider.findFirst("jlink").isEmpty();
    }

    /**
     * Returns all modules that jlink can put into an image. A JDK without packaged modules (JEP
     * 493) cannot make an image that contains jlink.
     */
    static Set<String> linkable(Path javaHome) {
        boolean packaged = Files.isDirectory(javaHome.resolve("jmods"));
        Set<String> names = new TreeSet<>();
        for (ModuleReference module : ModuleFinder.ofSystem().findAll()) {
            if (packaged || !needsJlink(module.descriptor())) {
                names.add(module.descriptor().name());
            }
        }
        return names;
    }

    private static boolean needsJlink(ModuleDescriptor module) {
        return module.name().equals(JLINK) || module.requires().stream()
                .map(ModuleDescriptor.Requires::name)
                .map(ModuleFinder.ofSystem()::find)
                .anyMatch(required -> required.isPresent()
                        && needsJlink(required.get().descriptor()));
    }
}
