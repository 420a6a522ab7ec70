// SPDX-License-Identifier: Apache-2.0
package io.taskwork.image;

import io.taskwork.agent.BootClasses;
import io.taskwork.agent.FileErrors;
import io.taskwork.boot.RuntimeClasses;
import io.taskwork.weave.Weaver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import jdk.tools.jlink.plugin.Plugin;
import jdk.tools.jlink.plugin.PluginException;
import jdk.tools.jlink.plugin.ResourcePool;
import jdk.tools.jlink.plugin.ResourcePoolBuilder;
import jdk.tools.jlink.plugin.ResourcePoolEntry;

/**
 * Weaves the classes of {@code java.base} that the agent weaves, with the same weaver, and adds the
 * runtime's packages to that module. It runs before all plugins that strip, sort or compress
 * classes, and before the one that turns module descriptors into code.
 */
final class WeavePlugin implements Plugin {
    private static final String BASE = "/java.base/";
    private static final String CLASS = ".class";
    private static final String CLASS_LIST = BASE + "lib/classlist";

    /** The size of the CDS archives and of what else comes after the modules. */
    private static final long MORE_BYTES = 80_000_000L;

    private final Path parent;
    private long nanos;

    WeavePlugin(Path parent) {
        this.parent = parent;
    }

    /** Returns the time that it took. */
    long nanos() {
        return nanos;
    }

    @Override
    public String getName() {
        return "taskwork";
    }

    @Override
    public String getDescription() {
        return "Weaves the run points of task_work into java.base.";
    }

    @Override
    public Category getType() {
        return Category.ADDER;
    }

    @Override
    public Set<State> getState() {
        return EnumSet.of(State.AUTO_ENABLED, State.FUNCTIONAL);
    }

    @Override
    public ResourcePool transform(ResourcePool in, ResourcePoolBuilder out) {
        long start = System.nanoTime();
        try {
            requireSpace(in);
            Map<String, byte[]> runtime = BootClasses.classFiles();
            Weaver weaver = new Weaver(WeavePlugin.class.getClassLoader());
            Set<String> missing = new HashSet<>(weaver.types());
            in.transformAndCopy(entry -> change(entry, weaver, missing), out);
            if (!missing.isEmpty()) {
                throw new PluginException("java.base lacks " + missing);
            }
            runtime.forEach((name, classFile) ->
                    out.add(ResourcePoolEntry.create(BASE + path(name) + CLASS, classFile)));
            nanos = System.nanoTime() - start;
            System.out.printf("  %-62s %6d ms%n", "woven: " + weaver.types().size()
                    + " classes of java.base; added: " + runtime.size(), nanos / 1_000_000L);
            return out.build();
        } catch (IOException | IllegalStateException e) {
            throw new PluginException(FileErrors.text(e), e);
        }
    }

    private ResourcePoolEntry change(
            ResourcePoolEntry entry, Weaver weaver, Set<String> missing) {
        String path = entry.path();
        if (!path.startsWith(BASE)) {
            return entry;
        }
        if (path.equals(BASE + "module-info.class")) {
            return entry.copyWithContent(BaseModule.withRuntime(entry.contentBytes()));
        }
        if (path.equals(CLASS_LIST)) {
            String list = new String(entry.contentBytes(), StandardCharsets.UTF_8)
                    + path(String.join("\n", RuntimeClasses.names())) + "\n";
            return entry.copyWithContent(list.getBytes(StandardCharsets.UTF_8));
        }
        for (String name : BaseModule.RUNTIME_PACKAGES) {
            if (path.startsWith(BASE + path(name) + "/")) {
                throw new PluginException("java.base is woven already");
            }
        }
        if (path.endsWith(CLASS)) {
            String type = path.substring(BASE.length(), path.length() - CLASS.length())
                    .replace('/', '.');
            if (missing.remove(type)) {
                return entry.copyWithContent(weaver.weave(type, entry.contentBytes()));
            }
        }
        return entry;
    }

    /**
     * Throws if there is too little space, before anything is written. Compressed images need less.
     */
    private void requireSpace(ResourcePool in) throws IOException {
        long needed = in.entries().mapToLong(ResourcePoolEntry::contentLength).sum() + MORE_BYTES;
        long free = Files.getFileStore(parent).getUsableSpace();
        if (free < needed) {
            throw new PluginException("an image of these modules takes up to "
                    + needed / 1_000_000L + " MB, and " + parent + " has " + free / 1_000_000L
                    + " MB left");
        }
    }

    private static String path(String name) {
        return name.replace('.', '/');
    }
}
