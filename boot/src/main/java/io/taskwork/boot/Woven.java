// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import io.taskwork.jdk.JdkField;
import io.taskwork.jdk.JdkFields;
import io.taskwork.jdk.JdkReleases;
import jdk.internal.misc.Unsafe;
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
            start("woven into this runtime image");
            h = how;
        }
        String polls = h == null ? null : PolledCode.summary();
        return polls == null ? h : h + "; " + polls;
    }

    private static synchronized void start(String by) {
        if (how == null) {
            Keeper.start();
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
     * has a task shows that the hooks are there as well.
     */
    private static boolean isImage() {
        return Woven.class.getModule().isNamed() && Task.find(Thread.currentThread()) != null;
    }

    /**
     * Initializes all classes that a hook or an adder can reach, before the first work is added:
     * loading or initializing a class on the way to a park can deadlock. Until then the hooks need
     * only {@link Task}.
     */
    private static void initializeAll() {
        for (Class<?> type : new Class<?>[] {
            JdkField.class, JdkFields.class, StackRoom.class, AddedHere.class, Posting.class,
            Work.class, SpinLock.class, HookList.class, Walk.class, WorkQueue.class, Trace.class,
            Target.class, Task.class, OlderThreads.class, VirtualThreads.class, Threads.class,
            Joins.class, MonitorWaits.class, Interrupts.class, Scopes.class, BlockedCall.class,
            SelectorCloses.class, Drain.class, LockQueue.class, ConditionQueue.class, Awaits.class,
            Signals.class, Leaders.class, Exchanges.class, Places.class, Parks.class,
            Acquires.class, LateWakes.class, Keeper.class, RunPoints.class, PlatformParks.class,
            Adds.class, Wakes.class, Resume.class, Masks.class, EscalationHeap.class,
            Escalations.class, Reaches.class, RunPoint.class, Counters.class, Backlogs.class,
            Telemetry.class, PolledCode.class, Poll.class,
        }) {
            Unsafe.getUnsafe().ensureClassInitialized(type);
            for (Class<?> nested : type.getDeclaredClasses()) {
                Unsafe.getUnsafe().ensureClassInitialized(nested);
            }
        }
    }
}
