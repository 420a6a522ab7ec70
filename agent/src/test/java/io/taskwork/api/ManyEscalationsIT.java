// SPDX-License-Identifier: Apache-2.0
package io.taskwork.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.Notify;
import io.taskwork.TaskWork;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Jvm;
import io.taskwork.support.Kind;
import io.taskwork.support.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The one timer under load, and at the end of the stack. */
class ManyEscalationsIT {
    private static final int MILLION = 1_000_000;

    private static long timers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("taskwork-timer")).count();
    }

    @Test
    void nothingIsPaidWhereItIsNotUsed() throws Exception {
        var result = new Jvm().agent(Jvm.agentJar())
                .defaultClassPath().run(60, Unused.class.getName());
        assertEquals("0 timers, then 1, a daemon\n", result.output());
    }

    static final class Unused {
        public static void main(String[] args) throws InterruptedException {
            Thread thread = Thread.ofVirtual().unstarted(() -> {});
            TaskWork work = TaskWork.of(() -> {});
            TaskWorks.add(thread, () -> {}, Notify.SIGNAL);
            TaskWorks.add(thread, work, Notify.SIGNAL, Duration.ofHours(1));
            work.cancel();
            TaskWorks.add(thread, work, Notify.NONE, Duration.ZERO);
            long before = timers();
            work.cancel();
            TaskWorks.add(thread, work, Notify.NONE, Duration.ofHours(1));
            Thread timer = Thread.getAllStackTraces().keySet().stream()
                    .filter(t -> t.getName().equals("taskwork-timer")).findAny().orElseThrow();
            System.out.println(before + " timers, then " + timers()
                    + (timer.isDaemon() ? ", a daemon" : ""));
            thread.start();
            thread.join();
        }
    }

    @Test
    void aMillionThatAreCancelledEscalateNothing() {
        AtomicInteger ran = new AtomicInteger();
        Subject target = Subject.parked(Kind.VIRTUAL);
        TaskWork work = TaskWork.of(ran::incrementAndGet);
        TaskWork kept = TaskWork.of(() -> {});
        int escalated = 0;
        TaskWorks.add(target.thread, kept, Notify.NONE);
        for (int i = 0; i < MILLION; i++) {
            TaskWorks.add(target.thread, work, Notify.NONE, Duration.ofNanos(1 + i * 200L));
            if (!work.cancel()) { // it escalated between add and cancel, as it may
                int all = ++escalated;
                Await.until("a work was neither taken back nor run", () -> ran.get() == all);
            }
            if (kept.state() == TaskWork.State.IDLE) { // taken along by that
                TaskWorks.add(target.thread, kept, Notify.NONE);
            }
        }
        Await.quiet();
        assertEquals(1, timers());
        target.release();
        assertEquals(escalated, ran.get());
    }

    @Test
    void aThousandThreadsEachInItsTime() {
        CountDownLatch all = new CountDownLatch(10_000);
        List<Subject> targets = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            Subject target = Subject.parked(Kind.VIRTUAL);
            targets.add(target);
            for (int n = 0; n < 10; n++) {
                TaskWorks.add(target.thread, TaskWork.of(all::countDown), Notify.values()[n % 2],
                        Duration.ofMillis(n * 3L));
            }
        }
        Await.passed("some works did not escalate", all);
        targets.forEach(Subject::release);
    }

    /** An add that overflows the stack leaves a timer that works. */
    @Test
    void atTheEndOfTheStack() {
        CountDownLatch first = new CountDownLatch(1);
        Subject target = Subject.parked(Kind.VIRTUAL);
        TaskWorks.add(target.thread, TaskWork.of(first::countDown), Notify.NONE,
                Duration.ofMillis(1)); // all classes are there
        Await.passed("first", first);
        AtomicInteger ran = new AtomicInteger();
        Add add = () -> TaskWorks.add(target.thread, TaskWork.of(ran::incrementAndGet),
                Notify.NONE, Duration.ofMillis(1));
        add.add(); // what is first linked at the end of the stack fails to link forever
        Subject deep = Subject.start(Kind.VIRTUAL, () -> {
            int added = 1;
            for (int i = 0; i < 2_000; i++) {
                added += deepest(i % 64, add);
            }
            return added;
        });
        int added = (Integer) deep.result();
        CountDownLatch last = new CountDownLatch(1);
        TaskWorks.add(
                target.thread, TaskWork.of(last::countDown), Notify.NONE, Duration.ofMillis(1));
        Await.passed("the timer is broken", last);
        target.release();
        assertTrue(ran.get() >= added, ran + " of " + added);
    }

    private interface Add {
        boolean add();
    }

    /** Tries at the end of the stack, and if that overflows, so many frames further up. */
    private static int deepest(int further, Add add) {
        int[] up = {-1};
        boolean[] done = {false};
        descend(add, up, done, further);
        return done[0] ? 1 : 0;
    }

    private static void descend(Add add, int[] up, boolean[] done, int further) {
        try {
            descend(add, up, done, further);
        } catch (StackOverflowError e) {
            // on the way up
        }
        if (++up[0] == further) {
            try {
                done[0] = add.add();
            } catch (StackOverflowError e) {
                done[0] = false;
            }
        }
    }
}
