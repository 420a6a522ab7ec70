// SPDX-License-Identifier: Apache-2.0
package com.acme.polled;

import io.taskwork.Mask;
import io.taskwork.Notify;
import io.taskwork.Reach;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** Checks what is promised of run points for polls, on the thread itself, which only computes. */
final class PollChecks {
    private static final long STEPS = 100_000;

    /** A time after which polls rest no more because of an earlier drain. */
    private static final long RESTED_NANOS = 5_000_000;

    private PollChecks() {}

    /** Makes enough polls for works to run, and nothing else. */
    private static void polls() {
        long start = System.nanoTime();
        while (System.nanoTime() - start < RESTED_NANOS) {
            Thread.onSpinWait();
        }
        long n = 0;
        for (long i = 0; i < STEPS; i++) {
            n += i & 1;
        }
        Await.require(n == STEPS / 2, "cannot count");
    }

    private static void add(Runnable callback, Notify mode) {
        TaskWorks.add(Thread.currentThread(), callback, mode);
    }

    /**
     * Checks that a NONE waits for others, that a RESUME and a SIGNAL are due, and that all run in
     * the order in which they were added, once each.
     */
    static void modesAndOrder() {
        List<String> log = new ArrayList<>();
        add(() -> log.add("none"), Notify.NONE);
        polls();
        expect(List.of(), log);
        add(() -> log.add("resume"), Notify.RESUME);
        polls();
        expect(List.of("none", "resume"), log);
        try (Mask mask = TaskWorks.mask()) {
            add(() -> log.add("signal"), Notify.SIGNAL);
            add(() -> log.add("last"), Notify.NONE);
            polls();
            expect(List.of("none", "resume"), log);
        }
        polls();
        expect(List.of("none", "resume", "signal", "last"), log);
    }

    static void noNesting() {
        List<String> log = new ArrayList<>();
        add(() -> {
            add(() -> log.add("second"), Notify.SIGNAL);
            polls();
            log.add("first");
        }, Notify.SIGNAL);
        polls();
        expect(List.of("first", "second"), log);
    }

    static void interruptStatus() {
        for (boolean status : new boolean[] {false, true}) {
            AtomicBoolean within = new AtomicBoolean(true);
            if (status) {
                Thread.currentThread().interrupt();
            }
            add(() -> within.set(Thread.interrupted()), Notify.SIGNAL);
            polls();
            Await.require(!within.get(), "a callback sees the thread's interrupt");
            Await.require(Thread.interrupted() == status, "the interrupt status was changed");
        }
    }

    /**
     * Checks that the thread's next park returns although a callback's own park may take the
     * permit.
     */
    static void permit() {
        LockSupport.unpark(Thread.currentThread());
        add(LockSupport::park, Notify.SIGNAL);
        polls();
        LockSupport.park(); // otherwise it blocks for good
    }

    static void exceptionsStay() {
        AtomicBoolean told = new AtomicBoolean();
        Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> told.set(true));
        add(() -> {
            throw new IllegalStateException("of a callback");
        }, Notify.SIGNAL);
        polls();
        Await.require(told.get(), "the handler was not told");
    }

    /** Checks that the thread's own code makes progress, however fast works come. */
    static void ownCodeGetsOn() {
        AtomicBoolean over = new AtomicBoolean();
        Thread self = Thread.currentThread();
        Runnable[] perpetual = new Runnable[1];
        long[] ran = new long[1];
        perpetual[0] = () -> {
            ran[0]++;
            long end = System.nanoTime() + 600_000;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            if (!over.get()) {
                TaskWorks.add(self, perpetual[0], Notify.SIGNAL);
            }
        };
        add(perpetual[0], Notify.SIGNAL);
        long start = System.nanoTime();
        for (int i = 0; i < 1_000; i++) {
            polls();
        }
        long millis = (System.nanoTime() - start) / 1_000_000;
        over.set(true);
        Await.require(ran[0] > 2, "ran only " + ran[0]);
        Await.require(millis < 20_000, "own code took " + millis + " ms");
    }

    /**
     * Checks that with a stack that is nearly full the poll leaves the works, and throws nothing.
     */
    static void fullStack() {
        AtomicBoolean ran = new AtomicBoolean();
        add(() -> ran.set(true), Notify.SIGNAL);
        polls();
        Await.require(ran.get(), "did not run");
        int[] depth = new int[1];
        for (int i = 0; i < 20; i++) {
            AtomicBoolean deep = new AtomicBoolean();
            try {
                dive(depth, deep);
            } catch (StackOverflowError e) {
                Await.require(depth[0] > 100, "not deep");
            }
            polls();
            Await.until("lost at the end of the stack", () -> {
                polls();
                return deep.get();
            });
        }
    }

    private static int dive(int[] depth, AtomicBoolean ran) {
        if (++depth[0] % 500 == 0) {
            add(() -> ran.set(true), Notify.SIGNAL);
        }
        return dive(depth, ran) + 1;
    }

    /**
     * Checks that reach says POLLING of polls and RUNNING of code beside them, and that both are
     * true.
     */
    static void reach(String scene, Runnable body) {
        boolean woven = !scene.equals("elsewhere");
        Scenes.stop = false;
        Thread thread = Thread.ofVirtual().start(body);
        Await.until("is " + TaskWorks.reach(thread), () -> TaskWorks.reach(thread)
                == (woven ? Reach.POLLING : Reach.RUNNING));
        CompletableFuture<Thread> ranOn = new CompletableFuture<>();
        TaskWorks.add(thread, () -> ranOn.complete(Thread.currentThread()), Notify.SIGNAL);
        if (woven) {
            Await.require(Await.value(ranOn) == thread, "on another thread");
        } else {
            Await.quiet();
            Await.require(!ranOn.isDone(), "ran though reach says it would not");
        }
        Scenes.stop = true;
        Await.ended(thread);
        Await.require(Await.value(ranOn) == thread, "on another thread");
    }

    private static void expect(List<String> expected, List<String> log) {
        Await.require(log.equals(expected), log + ", not " + expected);
    }
}
