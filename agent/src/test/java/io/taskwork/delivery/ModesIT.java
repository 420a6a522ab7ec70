// SPDX-License-Identifier: Apache-2.0
package io.taskwork.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.BlockingCall;
import io.taskwork.support.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Promise 3 for NONE and RESUME: when a work runs, and when it does not. SIGNAL is in SignalIT. */
@Tag("image")
@Tag("jdk")
@Tag("points")
class ModesIT {
    private final AtomicInteger ran = new AtomicInteger();

    @Test
    void noneWaitsForTheExitWhateverRunPointComes() {
        Subject probe = Subject.unstarted(() -> {
            TaskWorks.add(Thread.currentThread(), ran::incrementAndGet, Notify.NONE);
            Thread.yield();
            LockSupport.parkNanos(1);
            Thread.sleep(1);
            LockSupport.unpark(Thread.currentThread());
            LockSupport.park();
            return ran.get();
        });
        TaskWorks.add(probe.thread, ran::incrementAndGet, Notify.NONE);
        probe.thread.start();
        probe.endsWith(0);
        assertEquals(2, ran.get());
    }

    @Test
    void noneIsNotRunWhenABlockedThreadIsResumed() {
        Subject probe = Subject.start(() -> {
            LockSupport.park();
            return ran.get();
        });
        Await.blocked(probe.thread);
        TaskWorks.add(probe.thread, ran::incrementAndGet, Notify.NONE);
        LockSupport.unpark(probe.thread);
        probe.endsWith(0);
        assertEquals(1, ran.get());
    }

    @Test
    void noneRunsWhenAResumeBringsAboutADrain() {
        assertEquals(List.of("none", "resume"), broughtAboutBy(() -> {
            add("resume", Notify.RESUME);
            Thread.yield();
        }));
    }

    @Test
    void noneRunsWhenRunIsCalled() {
        assertEquals(List.of("none", "run 1"),
                broughtAboutBy(() -> order.add("run " + TaskWorks.run())));
    }

    @Test
    void noneRunsWhenASignalBringsAboutADrain() {
        CountDownLatch both = new CountDownLatch(2);
        CountDownLatch end = new CountDownLatch(1);
        Subject probe = Subject.start(() -> {
            end.await();
            return null;
        });
        Await.blocked(probe.thread);
        TaskWorks.add(probe.thread, both::countDown, Notify.NONE);
        Await.quiet();
        assertEquals(2, both.getCount(), "NONE alone ran on a blocked thread");
        TaskWorks.add(probe.thread, both::countDown, Notify.SIGNAL);
        Await.passed("the SIGNAL did not run both", both);
        end.countDown();
        probe.result();
    }

    private final List<String> order = new ArrayList<>();

    private void add(String name, Notify mode) {
        TaskWorks.add(Thread.currentThread(), () -> order.add(name), mode);
    }

    private List<String> broughtAboutBy(Runnable runPoint) {
        List<String> before = new ArrayList<>();
        Subject.start(() -> {
            add("none", Notify.NONE);
            Thread.yield();
            assertEquals(List.of(), order, "ran at a yield");
            runPoint.run();
            before.addAll(order);
            return null;
        }).result();
        return before;
    }

    @Test
    void resumeRunsAtStart() {
        Subject probe = Subject.unstarted(ran::get);
        TaskWorks.add(probe.thread, ran::incrementAndGet, Notify.RESUME);
        probe.thread.start();
        probe.endsWith(1);
    }

    @Test
    void resumeRunsBeforeParkWhichThenReturns() {
        Subject.start(() -> {
            TaskWorks.add(Thread.currentThread(), ran::incrementAndGet, Notify.RESUME);
            LockSupport.park(); // nobody unparks it
            int afterPark = ran.get();
            TaskWorks.add(Thread.currentThread(), ran::incrementAndGet, Notify.RESUME);
            LockSupport.parkNanos(Await.LIMIT.toNanos() * 10);
            return afterPark + " " + ran.get();
        }).endsWith("1 2");
    }

    @Test
    void resumeRunsInYieldAndInRunAndAtExit() {
        Subject.start(() -> {
            Thread self = Thread.currentThread();
            TaskWorks.add(self, ran::incrementAndGet, Notify.RESUME);
            int atOnce = ran.get();
            Thread.yield();
            int afterYield = ran.get();
            TaskWorks.add(self, ran::incrementAndGet, Notify.RESUME);
            int count = TaskWorks.run();
            TaskWorks.add(self, ran::incrementAndGet, Notify.RESUME);
            return atOnce + " " + afterYield + " " + count + " " + ran.get();
        }).endsWith("0 1 1 2");
        assertEquals(3, ran.get());
    }

    /**
     * A RESUME does not wake a blocked thread, as the contract says; the thread runs it once
     * resumed.
     */
    @Test
    void resumeDoesNotWakeAndRunsAfterTheResume() throws Exception {
        List<BlockingCall> calls = BlockingCall.all().toList();
        AtomicBoolean released = new AtomicBoolean();
        List<String> tooEarly = new ArrayList<>();
        List<Subject> probes = new ArrayList<>();
        int[] beforeReturn = new int[calls.size()];
        for (int i = 0; i < calls.size(); i++) {
            int index = i;
            Subject probe = Subject.start(() -> {
                Object result = calls.get(index).block().run();
                Thread.yield(); // a call may end without having parked again
                assertEquals(1, beforeReturn[index], calls.get(index).name());
                return result;
            });
            probes.add(probe);
            Await.blocked(probe.thread);
            assertTrue(TaskWorks.add(probe.thread, () -> {
                beforeReturn[index]++;
                if (!released.get()) {
                    tooEarly.add(calls.get(index).name());
                }
            }, Notify.RESUME));
        }
        Await.quiet();
        for (int i = 0; i < probes.size(); i++) {
            assertTrue(TaskWorks.pending(probes.get(i).thread), calls.get(i).name());
        }
        released.set(true);
        for (int i = 0; i < probes.size(); i++) {
            calls.get(i).release().release(probes.get(i).thread);
            probes.get(i).endsWith(BlockingCall.RELEASED);
        }
        assertEquals(List.of(), tooEarly);
    }

    @Test
    void pendingTellsWhetherSomethingIsQueued() {
        Subject probe = Subject.unstarted(() -> TaskWorks.pending(Thread.currentThread()));
        assertFalse(TaskWorks.pending(probe.thread));
        TaskWorks.add(probe.thread, ran::incrementAndGet, Notify.NONE);
        assertTrue(TaskWorks.pending(probe.thread));
        probe.thread.start();
        probe.endsWith(true);
        assertFalse(TaskWorks.pending(probe.thread));
    }
}
