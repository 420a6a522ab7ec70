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
    /** So many classes are changed at once: that stops all threads. */
    private static final int STEP = 32;

    private final PollNames names;

    public PollTransformer(PollNames names) {
        this.names = names;
    }

    /** From now on, and in what is loaded. */
    public void start(Instrumentation instrumentation) {
        PolledCode.ask();
        // Before the first class: what is needed to weave must not be loaded while one is loaded.
        PollWeaver.weave(PollPoint.classFile());
        instrumentation.addTransformer(this, true);
        List<Class<?>> loaded = new ArrayList<>();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (!isOfJdk(type.getModule(), type.getClassLoader())
                    && names.include(type.getName()) && !type.isArray()) {
                if (type.isHidden() || !instrumentation.isModifiableClass(type)) {
                    PolledCode.failed(type.getName(), "the JVM does not allow to change it");
                } else {
                    loaded.add(type);
                }
            }
        }
        for (int i = 0; i < loaded.size(); i += STEP) {
            retransform(instrumentation, loaded.subList(i, Math.min(i + STEP, loaded.size())));
        }
    }

    /** One that cannot be changed must not keep the others from it: then one by one. */
    private static void retransform(Instrumentation instrumentation, List<Class<?>> types) {
        try {
            instrumentation.retransformClasses(types.toArray(new Class<?>[0]));
        } catch (Exception | LinkageError | InternalError e) {
            if (types.size() == 1) {
                PolledCode.unwoven(types.get(0).getName(), e.toString());
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
            PolledCode.woven(type, woven.methods().toArray(new String[0]), woven.polls());
            return woven.classFile();
        } catch (Exception | LinkageError | OutOfMemoryError | StackOverflowError e) {
            PolledCode.failed(type, e.toString()); // a method that becomes too long, say
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
