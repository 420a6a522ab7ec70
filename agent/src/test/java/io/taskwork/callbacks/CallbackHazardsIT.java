// SPDX-License-Identifier: Apache-2.0
package io.taskwork.callbacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.Mask;
import io.taskwork.Notify;
import io.taskwork.TaskWork;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Jvm;
import io.taskwork.support.Subject;
import java.lang.ref.WeakReference;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What docs/callbacks.md says of callbacks in the middle of other code is true. */
class CallbackHazardsIT {
    /** Code in the middle of which the thread is; it blocks until the callback has run. */
    private interface Region {
        Object enter(Runnable untilCallbackRan) throws Exception;
    }

    /** Runs a callback on a thread that is in the region; returns what the region ended with. */
    private static Object with(Region region, Runnable callback, boolean masked) {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch added = new CountDownLatch(1);
        CountDownLatch ran = new CountDownLatch(1);
        Subject probe = Subject.start(() -> {
            Runnable pause = () -> {
                inside.countDown();
                Await.passed("the work was not added", added);
                if (!masked) {
                    Await.passed("the callback did not run", ran);
                }
            };
            try {
                if (!masked) {
                    return region.enter(pause);
                }
                Mask mask = TaskWorks.mask();
                try {
                    return region.enter(pause);
                } finally {
                    mask.close();
                }
            } catch (Exception | LinkageError e) {
                return e;
            }
        });
        Await.passed("the thread has not entered the region", inside);
        TaskWorks.add(probe.thread, () -> {
            try {
                callback.run();
            } finally {
                ran.countDown();
            }
        }, Notify.SIGNAL);
        added.countDown();
        Object result = probe.result();
        assertEquals(0, ran.getCount(), "the callback ran, at the latest when the mask closed");
        return result;
    }

    @Test
    void aMapThatIsBeingFilled() {
        Map<String, String> map = new HashMap<>();
        Region region = pause -> map.computeIfAbsent("key", key -> {
            pause.run();
            return "own";
        });
        assertInstanceOf(ConcurrentModificationException.class,
                with(region, () -> map.put("other", "callback's"), false));
        map.clear();
        assertEquals("own", with(region, () -> map.put("other", "callback's"), true));
        assertEquals(2, map.size());
    }

    /** Here the callback fails, since the region's own bin is reserved. */
    @Test
    void aConcurrentMapThatIsBeingFilled() {
        Map<String, String> map = new ConcurrentHashMap<>();
        Throwable[] thrown = new Throwable[1];
        Runnable callback = () -> {
            try {
                map.computeIfAbsent("key", key -> "callback's");
            } catch (IllegalStateException e) {
                thrown[0] = e;
            }
        };
        Region region = pause -> map.computeIfAbsent("key", key -> {
            pause.run();
            return "own";
        });
        assertEquals("own", with(region, callback, false));
        assertEquals("Recursive update", thrown[0].getMessage());
        thrown[0] = null;
        map.clear();
        assertEquals("own", with(region, callback, true));
        assertNull(thrown[0]);
    }

    @Test
    void aClassLoaderThatIsLoading() {
        SlowLoader[] loader = {new SlowLoader()};
        Region region = pause -> {
            loader[0].pause = pause;
            return loader[0].load();
        };
        Object result = with(region, () -> loader[0].load(), false);
        assertTrue(assertInstanceOf(LinkageError.class, result).getMessage()
                .contains("duplicate class definition"), result::toString);
        loader[0] = new SlowLoader();
        assertInstanceOf(Class.class, with(region, () -> loader[0].load(), true));
    }

    private static Object taken(Mailbox mailbox, Subject.Body body) {
        Subject probe = Subject.start(body);
        Await.blocked(probe.thread);
        CountDownLatch ran = new CountDownLatch(1);
        TaskWorks.add(probe.thread, ran::countDown, Notify.SIGNAL);
        Await.passed("the callback did not run", ran);
        if (probe.thread.isAlive()) {
            Await.until("the thread has neither ended nor waits",
                    () -> !probe.thread.isAlive() || Await.isBlocked(probe.thread));
        }
        mailbox.put("letter");
        return probe.result();
    }

    @Test
    void loopsThatAreNoLoops() {
        Mailbox first = new Mailbox();
        assertNull(taken(first, () -> first.takeWithIf(Await.LONG)));
        Mailbox second = new Mailbox();
        assertEquals(false, taken(second, () -> second.awaitWithIf(Await.LONG)));
    }

    @Test
    void loops() {
        Mailbox first = new Mailbox();
        assertEquals("letter", taken(first, first::takeWithWhile));
        Mailbox second = new Mailbox();
        assertEquals("letter", taken(second, () -> second.takeWithDeadline(Await.LONG)));
    }

    /** The work holds its callback, that its class, and that its loader. */
    @Test
    void aWorkOnAThreadThatNeverEndsKeepsItsClassLoader() throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
            Future<Thread> worker = pool.submit(Thread::currentThread);
            Thread thread = Await.value(worker);
            Await.blocked(thread);
            CountDownLatch go = new CountDownLatch(1);
            WeakReference<ClassLoader> loader = leaveBehind(thread);
            collect();
            assertNotNull(loader.get(), "the work was dropped");
            TaskWork work = TaskWorks.cancelMatching(thread, callback -> true);
            assertNotNull(work);
            work = null;
            Await.until("the class loader was not collected", () -> {
                collect();
                return loader.get() == null;
            });
            go.countDown();
        }
    }

    private static WeakReference<ClassLoader> leaveBehind(Thread thread) throws Exception {
        SlowLoader loader = new SlowLoader();
        var constructor = loader.load().getDeclaredConstructor();
        constructor.setAccessible(true);
        TaskWorks.add(thread, (Runnable) constructor.newInstance(), Notify.NONE);
        return new WeakReference<>(loader);
    }

    private static void collect() {
        for (int i = 0; i < 5; i++) {
            System.gc();
        }
    }

    /**
     * {@code System.exit} ends the JVM and not its threads: no exit works run, except those of the
     * hooks, which are threads.
     */
    @Test
    void systemExit() throws Exception {
        Jvm.Result result = new Jvm().agent(Jvm.agentJar()).defaultClassPath()
                .run(60, Exits.class.getName(), "body");
        assertEquals(String.format("hook%nSIGNAL in the hook%nexit work of the hook's thread%n"),
                result.output());
        assertEquals(3, result.exitCode());
    }

    /** In a callback it is as anywhere else; the NONE that was queued before has run before. */
    @Test
    void systemExitInACallback() throws Exception {
        Jvm.Result result = new Jvm().agent(Jvm.agentJar()).defaultClassPath()
                .run(60, Exits.class.getName(), "callback");
        assertEquals(String.format("work of the thread%nhook%nSIGNAL in the hook%n"
                        + "exit work of the hook's thread%n"),
                result.output());
        assertEquals(3, result.exitCode());
    }
}
