// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import io.taskwork.jdk.JdkReleases;
import jdk.internal.vm.ContinuationSupport;

/** Says whether the hooks are in this JVM, and who wove them: the agent or the image builder. */
final class Woven {
    private static volatile String how;

    private Woven() {}

    static void byAgent() {
        start("woven by the agent");
    }

    /**
     * Returns how the hooks came here; null if nothing is woven. In an image the first call does
     * the setup that premain does otherwise.
     */
    static String how() {
        String h = how;
        if (h == null && isImage() && refusal() == null) {
            initializeAll();
            Keeper.start();
            start("woven into this runtime image");
            h = how;
        }
        String polls = h == null ? null : PolledCode.summary();
        return polls == null ? h : h + "; " + polls;
    }

    private static synchronized void start(String by) {
        if (how == null) {
            if (!PolledCode.isAny()) {
                DueThreads.stopCounting();
            }
            String untested = JdkReleases.untested(Runtime.version());
            how = untested == null ? by : by + "; " + untested;
        }
    }

    /**
     * Returns why an image cannot work, or null. Without VM continuations every virtual thread is a
     * platform thread in disguise.
     */
    static String refusal() {
        return !isImage() || ContinuationSupport.isSupported() ? null
                : "virtual threads are platform threads here";
    }

    /** Returns what to do about the refusal. */
    static String remedy() {
        return "start without -XX:-VMContinuations";
    }

    /**
     * Returns whether this is a woven image. The image builder makes this package one of {@code
     * java.base}, whereas the agent defines it to the boot loader's unnamed module. That the thread
     * has a slot shows that the hooks are there as well.
     */
    private static boolean isImage() {
        return Woven.class.getModule().isNamed() && Slot.find(Thread.currentThread()) != null;
    }

    /** Initializes the runtime. Until then the hooks need only {@link Slot}. */
    private static void initializeAll() {
        try {
            RuntimeClasses.initialize();
        } catch (ClassNotFoundException e) {
            throw new NoClassDefFoundError(e.getMessage());
        }
    }
}
