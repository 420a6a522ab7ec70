// SPDX-License-Identifier: Apache-2.0
package io.taskwork.poll;

import io.taskwork.boot.PolledCode;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;

/** Weaves polls into the classes that are named, when they are loaded or afterwards. */
public final class PollTransformer implements ClassFileTransformer {
    /** How many classes are changed at once; a change stops all threads. */
    private static final int STEP = 32;

    private final PollNames names;

    public PollTransformer(PollNames names) {
        this.names = names;
    }

    /** Weaves the classes that are loaded already, and from now on those that are being loaded. */
    public void start(Instrumentation instrumentation) {
        // The weaver's own classes are loaded now, and not while another class is being loaded.
        PollWeaver.weave(PollPoint.classFile());
        instrumentation.addTransformer(this, true);
        List<Class<?>> loaded = new ArrayList<>();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (!isOfJdk(type.getModule(), type.getClassLoader())
                    && names.include(type.getName()) && !type.isArray()) {
                if (type.isHidden() || !instrumentation.isModifiableClass(type)) {
                    PolledCode.failed(type.getName(), type.getClassLoader(),
                            "the JVM does not allow changes to it");
                } else {
                    loaded.add(type);
                }
            }
        }
        for (int i = 0; i < loaded.size(); i += STEP) {
            retransform(instrumentation, loaded.subList(i, Math.min(i + STEP, loaded.size())));
        }
    }

    /** Changes all of them at once, or one by one if one of them cannot be changed. */
    private static void retransform(Instrumentation instrumentation, List<Class<?>> types) {
        try {
            instrumentation.retransformClasses(types.toArray(new Class<?>[0]));
        } catch (Exception | LinkageError | InternalError e) {
            if (types.size() == 1) {
                Class<?> type = types.get(0);
                PolledCode.unwoven(type.getName(), type.getClassLoader(), e.toString());
                return;
            }
            for (Class<?> type : types) {
                retransform(instrumentation, List.of(type));
            }
        }
    }

    @Override
    public byte[] transform(Module module, ClassLoader loader, String internalName,
            Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
        if (internalName == null || isOfJdk(module, loader)) {
            return null;
        }
        String type = internalName.replace('/', '.');
        if (!names.include(type)) {
            return null;
        }
        try {
            PollWeaver.Woven woven = PollWeaver.weave(classFile);
            PolledCode.woven(
                    type, loader, woven.methods().toArray(new String[0]), woven.polls());
            return woven.classFile();
        } catch (Exception | LinkageError | OutOfMemoryError | StackOverflowError e) {
            // For example, a method would become too long.
            PolledCode.failed(type, loader, e.toString());
            return null;
        }
    }

    private static boolean isOfJdk(Module module, ClassLoader loader) {
        if (loader == null || loader == ClassLoader.getPlatformClassLoader()) {
            return true;
        }
        String name = module == null ? null : module.getName();
        return name != null && (name.startsWith("java.") || name.startsWith("jdk."));
    }
}
