// SPDX-License-Identifier: Apache-2.0
package io.taskwork.agent;

import io.taskwork.boot.Entry;
import io.taskwork.boot.PolledCode;
import io.taskwork.weave.Weaver;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.List;

/** Puts the runtime and the hooks into this JVM, wholly or not at all. */
final class Installation {
    private Installation() {}

    /**
     * Installs the agent. Does nothing if hooks are there already, whether an agent's or those of a
     * woven image. The cache may be null. If there will be polls, the runtime has to know it before
     * works can be added. In every case the status is set, and the hooks stay woven
     * only if it is "active"; they are there as well for the seconds of the self-test.
     */
    static synchronized void install(
            Instrumentation instrumentation, WovenCache cache, boolean polls) throws Refusal {
        if (BootClasses.isDefined()) {
            askForPolls(polls);
            if (Entry.woven() != null) {
                StatusProperties.active();
                return;
            }
        }
        StatusProperties.installing();
        try {
            JdkShape.verify();
            Versions.requireOwnRuntime();
            BootClasses.define(instrumentation);
            askForPolls(polls);
            weave(instrumentation, cache);
            StatusProperties.active();
        } catch (Refusal e) {
            StatusProperties.refused(e);
            throw e;
        } catch (Throwable e) { // such as a lack of memory
            Refusal refusal =
                    new Refusal("the agent could not be installed", e, Refusal.WITHOUT_OTHERS);
            StatusProperties.refused(refusal);
            throw refusal;
        }
    }

    private static void askForPolls(boolean polls) {
        if (polls) {
            PolledCode.ask();
        }
    }

    private static void weave(Instrumentation instrumentation, WovenCache cache)
            throws IOException, Refusal {
        Weaver weaver = new Weaver(Installation.class.getClassLoader(),
                cache == null ? null : cache.classes(), BootClasses.file(Weaver.PREPARED));
        Class<?>[] types = load(weaver);
        instrumentation.addTransformer(weaver, true);
        try {
            instrumentation.retransformClasses(types);
            requireWoven(weaver);
            // The self-test's wakes may come too early, as any may, and then need the keeper. If the
            // test fails, the keeper sleeps until the agent is attached again.
            Entry.startKeeper();
            SelfTest.run();
            Entry.start();
            weaver.forget();
            if (cache != null) {
                cache.store();
            }
        } catch (Throwable e) { // whatever was thrown, no hook is left behind
            instrumentation.removeTransformer(weaver);
            restore(instrumentation, types);
            throw e instanceof Refusal refusal ? refusal : new Refusal(
                    "the JDK refused the woven classes", e, Refusal.WITHOUT_OTHERS);
        }
    }

    private static void requireWoven(Weaver weaver) throws Refusal {
        if (weaver.failure() != null) {
            throw new Refusal("a class of the JDK could not be woven", weaver.failure(),
                    Refusal.WITHOUT_OTHERS);
        }
        for (String type : weaver.types()) {
            if (!weaver.isWoven(type)) {
                throw new Refusal(type + " was not offered for weaving by " + JdkShape.jdk(),
                        Refusal.WITHOUT_OTHERS);
            }
        }
    }

    private static Class<?>[] load(Weaver weaver) throws Refusal {
        List<Class<?>> types = new ArrayList<>();
        for (String type : weaver.types()) {
            try {
                types.add(Class.forName(type, true, null));
            } catch (ClassNotFoundException e) {
                throw new Refusal(
                        JdkShape.jdk() + " has no class " + type, JdkShape.OTHER_JDK);
            }
        }
        return types.toArray(new Class<?>[0]);
    }

    private static void restore(Instrumentation instrumentation, Class<?>[] types)
            throws Refusal {
        try {
            instrumentation.retransformClasses(types);
        } catch (UnmodifiableClassException | RuntimeException | Error e) {
            throw new Refusal("the JDK's classes could not be restored", e,
                    "restart this JVM; until then its virtual threads go through idle hooks");
        }
    }
}
