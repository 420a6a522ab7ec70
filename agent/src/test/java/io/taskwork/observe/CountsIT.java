// SPDX-License-Identifier: Apache-2.0
package io.taskwork.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.Mask;
import io.taskwork.Notify;
import io.taskwork.Reach;
import io.taskwork.TaskWork;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import java.lang.management.ManagementFactory;
import java.util.concurrent.locks.LockSupport;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.Test;

/** The JMX bean, made as any client makes one: by the name of its class. */
class CountsIT {
    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    private volatile boolean over;

    private static ObjectName name() throws Exception {
        return new ObjectName("io.taskwork:type=Taskwork");
    }

    private static long count(String attribute) throws Exception {
        return (Long) SERVER.getAttribute(name(), attribute);
    }

    private static long count(String attribute, String key) throws Exception {
        TabularData table = (TabularData) SERVER.getAttribute(name(), attribute);
        return (Long) table.get(new Object[] {key}).get("value");
    }

    /**
     * Checks that a queue is shown as long as it is long; what was cancelled or ran is not queued.
     */
    private void aLongQueueIsShown() throws Exception {
        Thread parked = Thread.ofVirtual().name("slow").start(LockSupport::park);
        Await.blocked(parked);
        TabularData none = (TabularData) SERVER.getAttribute(name(), "LongQueues");
        assertEquals(0, none.size());
        TaskWork last = TaskWork.of(() -> {});
        for (int i = 0; i < 1_500; i++) {
            TaskWorks.add(parked, () -> {}, Notify.NONE);
        }
        TaskWorks.add(parked, last, Notify.NONE);
        String key = "#" + parked.threadId() + " slow";
        assertEquals(1_501, count("LongQueues", key));
        last.cancel();
        assertEquals(1_500, count("LongQueues", key));
        LockSupport.unpark(parked);
        Await.ended(parked);
        TabularData gone = (TabularData) SERVER.getAttribute(name(), "LongQueues");
        assertEquals(0, gone.size());
    }

    @Test
    void countsFromThenOn() throws Exception {
        assertFalse(SERVER.isRegistered(name()), "made on demand");
        TaskWorks.add(Thread.currentThread(), () -> {}, Notify.RESUME);
        TaskWorks.run();
        SERVER.createMBean("io.taskwork.agent.Taskwork", name());
        try {
            assertEquals(0, count("Works"), "before the bean");
            Thread thread = Thread.ofVirtual().unstarted(() -> {
                try (Mask mask = TaskWorks.mask()) {
                    while (!over) {
                        LockSupport.park();
                    }
                }
                Thread.yield();
            });
            thread.setUncaughtExceptionHandler((t, e) -> {
                throw new IllegalArgumentException("of the handler", e);
            });
            TaskWorks.add(thread, () -> {}, Notify.RESUME);
            thread.start();
            Await.until("the thread is not masked", () -> TaskWorks.reach(thread) == Reach.MASKED);
            Await.blocked(thread);
            TaskWorks.add(thread, () -> {}, Notify.SIGNAL);
            TaskWorks.add(thread, () -> {
                throw new IllegalStateException("of the callback");
            }, Notify.SIGNAL);
            TaskWorks.add(thread, () -> {}, Notify.NONE);
            over = true;
            LockSupport.unpark(thread);
            Await.ended(thread);
            assertEquals(1, count("Adds", "NONE"));
            assertEquals(1, count("Adds", "RESUME"));
            assertEquals(2, count("Adds", "SIGNAL"));
            assertEquals(2, count("WakesSaved"), "it was masked");
            assertEquals(0, count("Wakes"));
            assertEquals(4, count("Works"));
            assertEquals(1, count("Drains", "start"));
            assertEquals(1, count("Drains", "unmask"));
            assertEquals(1, count("CallbackErrors"));
            assertEquals(1, count("HandlerErrors"));

            Thread parked = Thread.startVirtualThread(LockSupport::park);
            Await.blocked(parked);
            TaskWorks.add(parked, () -> {}, Notify.SIGNAL); // park may return early
            Await.ended(parked);
            assertEquals(1, count("Wakes"));
            assertTrue(count("Drains", "park") == 1 && count("Works") == 5);
            aLongQueueIsShown();
        } finally {
            SERVER.unregisterMBean(name());
        }
    }
}
