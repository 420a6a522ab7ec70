// SPDX-License-Identifier: Apache-2.0
package io.taskwork.agent;

import io.taskwork.boot.Entry;
import io.taskwork.weave.Weaver;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.List;

/** Puts the runtime and the hooks into this JVM, wholly or not at all. */
final class Installation {
    /** Read by the API: "active", or the reason of a refusal. Absent: no agent. */
    static final String STATUS_PROPERTY = "io.taskwork.status";

    static final String ACTIVE = "active";

    private Installation() {}

    /**
     * Does nothing if the hooks are there already: an agent's, or those of a woven image. The cache
     * may be null.
     */
    static synchronized void install(Instrumentation instrumentation, WovenCache cache)
            throws Refusal {
        if (BootClasses.isDefined() && Entry.woven() != null) {
            System.setProperty(STATUS_PROPERTY, ACTIVE);
            return;
        }
        try {
            JdkShape.verify();
            BootClasses.define(instrumentation);
            weave(instrumentation, cache);
            System.setProperty(STATUS_PROPERTY, ACTIVE);
        } catch (Refusal e) {
            System.setProperty(STATUS_PROPERTY, e.getMessage());
            throw e;
        }
    }

    private static void weave(Instrumentation instrumentation, WovenCache cache) throws Refusal {
        Weaver weaver = new Weaver(Installation.class.getClassLoader(),
                cache == null ? null : cache.classes());
        Class<?>[] types = load(weaver);
        instrumentation.addTransformer(weaver, true);
        try {
            instrumentation.retransformClasses(types);
            if (weaver.failure() != null) {
                throw new Refusal("a class of the JDK could not be woven", weaver.failure());
            }
            for (String type : weaver.types()) {
                if (!weaver.isWoven(type)) {
                    throw new Refusal(type + " was not offered for weaving by " + JdkShape.jdk());
                }
            }
            SelfTest.run();
            Entry.start();
            weaver.forget();
            if (cache != null) {
                cache.store();
            }
        } catch (Refusal | UnmodifiableClassException | RuntimeException | LinkageError e) {
            instrumentation.removeTransformer(weaver);
            restore(instrumentation, types);
            throw e instanceof Refusal refusal
                    ? refusal : new Refusal("the JDK refused the woven classes", e);
        }
    }

    private static Class<?>[] load(Weaver weaver) throws Refusal {
        List<Class<?>> types = new ArrayList<>();
        for (String type : weaver.types()) {
            try {
                types.add(Class.forName(type, true, null));
            } catch (ClassNotFoundException e) {
                throw new Refusal(JdkShape.jdk() + " has no class " + type);
            }
        }
        return types.toArray(new Class<?>[0]);
    }

    private static void restore(Instrumentation instrumentation, Class<?>[] types)
            throws Refusal {
        try {
            instrumentation.retransformClasses(types);
        } catch (UnmodifiableClassException e) {
            throw new Refusal("the JDK's classes could not be restored", e);
        }
    }
}
