// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import com.sun.management.UnixOperatingSystemMXBean;
import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.Selector;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Callbacks close selectors while their threads are in {@code select}, and others would get the
 * memory at once. This is for a JVM of its own, which may crash; it ends with 0 and "fine" if all
 * is well.
 */
final class OwnSelectorClose {
    private static final int ROUNDS = 20;
    private static final int SPARE = 15; // the JDK's own, for what is used for the first time

    private OwnSelectorClose() {}

    public static void main(String[] args) throws Exception {
        round(); // opens what the JDK keeps open
        long before = openDescriptors();
        for (int i = 0; i < ROUNDS; i++) {
            String fault = round();
            if (fault != null) {
                System.out.println(fault);
                System.exit(1);
            }
        }
        long left = openDescriptors() - before;
        System.out.println(left <= SPARE ? "fine" : left + " descriptors left open");
        System.exit(left <= SPARE ? 0 : 1);
    }

    /** Returns what is wrong, or null. */
    private static String round() throws Exception {
        Selector selector = Selector.open();
        AtomicReference<Object> result = new AtomicReference<>();
        AtomicReference<Reopened> reopened = new AtomicReference<>();
        AtomicReference<Object> nested = new AtomicReference<>();
        Thread thread = Thread.startVirtualThread(() -> result.set(select(selector)));
        Await.blocked(thread);
        TaskWorks.add(thread, () -> nested.set(select(selector)), Notify.SIGNAL);
        TaskWorks.add(thread, () -> {
            try {
                selector.close();
                reopened.set(new Reopened());
            } catch (IOException e) {
                nested.set(e);
            }
        }, Notify.SIGNAL);
        Await.ended(thread);
        try (Reopened fresh = reopened.get()) {
            fresh.check();
        }
        if (!"java.lang.IllegalStateException: select in progress".equals(nested.get())) {
            return "a select in the callback: " + nested;
        }
        return "0".equals(result.get()) && !selector.isOpen() ? null : "select: " + result;
    }

    private static Object select(Selector selector) {
        try {
            return "" + selector.select();
        } catch (IOException | RuntimeException e) {
            return e.toString();
        }
    }

    private static long openDescriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean os
                ? os.getOpenFileDescriptorCount() : 0L;
    }
}
