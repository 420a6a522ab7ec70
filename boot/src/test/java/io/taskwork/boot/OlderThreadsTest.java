// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The side table. Without the agent every thread is one of its threads. */
class OlderThreadsTest {
    private static final int BUCKETS = 512;

    private static Thread newThread() {
        return Thread.ofPlatform().unstarted(() -> {});
    }

    /** Returns a new thread whose entry would go to the bucket of the given identifier. */
    private static Thread newThreadBeside(long tid) {
        Thread thread;
        do {
            thread = newThread();
        } while ((thread.threadId() - tid) % BUCKETS != 0);
        return thread;
    }

    private static int chainLength(long tid) throws ReflectiveOperationException {
        Field table = OlderThreads.class.getDeclaredField("TABLE");
        table.setAccessible(true);
        Object entry = ((AtomicReferenceArray<?>) table.get(null)).get((int) tid & (BUCKETS - 1));
        int length = 0;
        while (entry != null) {
            length++;
            Method next = entry.getClass().getDeclaredMethod("next");
            next.setAccessible(true);
            entry = next.invoke(entry);
        }
        return length;
    }

    @Test
    void aThreadWithoutAnAddHasNoTask() {
        assertNull(Slot.find(newThread()));
    }

    @Test
    void theTaskStaysTheSame() {
        Thread thread = newThread();
        Slot slot = Slot.of(thread);
        assertSame(slot, Slot.of(thread));
        assertSame(slot, Slot.find(thread));
        assertNotSame(slot, Slot.of(newThread()));
    }

    @Test
    void threadsOfOneBucketHaveTheirOwnTasks() {
        List<Thread> threads = new ArrayList<>(List.of(newThread()));
        List<Slot> slots = new ArrayList<>(List.of(Slot.of(threads.getFirst())));
        while (threads.size() < 6) {
            threads.add(newThreadBeside(threads.getFirst().threadId()));
            slots.add(Slot.of(threads.getLast()));
            for (int i = 0; i < threads.size(); i++) { // each add rebuilds the chain
                assertSame(slots.get(i), Slot.find(threads.get(i)));
            }
        }
        assertEquals(6, slots.stream().distinct().count());
    }

    @Test
    void aThreadThatHasExitedTakesNoAdds() throws InterruptedException {
        Thread thread = newThread();
        thread.start();
        thread.join();
        assertFalse(Adds.addFresh(thread, () -> {}, Adds.SIGNAL));
        assertTrue(Slot.find(thread).target().isClosed());
    }

    @Test
    void dueIsOfTheCurrentThreadOnly() {
        Slot own = Slot.of(Thread.currentThread());
        Slot.of(newThread()).due = true;
        own.due = false;
        assertFalse(OlderThreads.isDue());
        own.due = true;
        assertTrue(OlderThreads.isDue());
        own.due = false;
    }

    @Test
    @Timeout(30)
    void entriesOfCollectedThreadsGoWithTheNextAddToTheirBucket() throws Exception {
        Thread kept = newThread();
        Slot slot = Slot.of(kept);
        int before = chainLength(kept.threadId());
        List<WeakReference<Thread>> gone = threeAddedBeside(kept.threadId());
        for (WeakReference<Thread> thread : gone) {
            awaitCollected(thread);
        }
        Thread next = newThreadBeside(kept.threadId());
        Slot nextSlot = Slot.of(next);
        assertTrue(chainLength(kept.threadId()) <= before + 1, "entries of collected threads stay");
        assertSame(slot, Slot.find(kept));
        assertSame(nextSlot, Slot.find(next));
    }

    private static List<WeakReference<Thread>> threeAddedBeside(long tid)
            throws ReflectiveOperationException {
        int before = chainLength(tid);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Thread thread = newThreadBeside(tid);
            assertTrue(Adds.addFresh(thread, () -> {}, Adds.RESUME));
            assertNotNull(Slot.find(thread));
            assertEquals(2, Entry.cancelMatching(thread, callback -> true, 1).length);
            threads.add(thread);
        }
        assertEquals(before + 3, chainLength(tid)); // none of them was collected yet
        List<WeakReference<Thread>> weak = threads.stream().map(WeakReference::new).toList();
        Reference.reachabilityFence(threads);
        return weak;
    }

    private static void awaitCollected(WeakReference<Thread> thread) throws InterruptedException {
        while (!thread.refersTo(null)) { // the test's timeout ends it
            System.gc();
            Thread.sleep(Duration.ofMillis(1)); // only to let the collector have the processor
        }
    }
}
