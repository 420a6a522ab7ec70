// SPDX-License-Identifier: Apache-2.0
package io.taskwork.api;

import io.taskwork.Mask;
import io.taskwork.Notify;
import io.taskwork.Reach;
import io.taskwork.TaskWork;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Kind;
import io.taskwork.support.Subject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Short scenes, which print one line each, for the runtime and for weakened twins of it. */
final class Scenes {
    static final List<String> NAMES = List.of(
            "mask defers", "mask keeps asleep", "mask runs what is due", "escalation of an add",
            "platform threads call each other", "turn of a platform thread", "failed start",
            "hook waits for the exit", "walk amid cancels", "escalation lets go");

    private Scenes() {}

    public static void main(String[] names) throws Exception {
        for (String name : names) {
            System.out.println(name + ": " + switch (NAMES.indexOf(name)) {
                case 0 -> maskDefers();
                case 1 -> maskKeepsAsleep();
                case 2 -> maskRunsWhatIsDue();
                case 3 -> escalationOfAnAdd();
                case 4 -> PlatformScenes.callEachOther();
                case 5 -> PlatformScenes.turnPassesOn(Kind.VIRTUAL);
                case 6 -> failedStart();
                case 7 -> CleanupScenes.hookWaitsForTheExit();
                case 8 -> CleanupScenes.walkAmidCancels();
                case 9 -> CleanupScenes.escalationLetsGo();
                default -> "no such scene";
            });
        }
        Runtime.getRuntime().halt(0); // whatever hangs
    }

    private static Object maskDefers() {
        AtomicInteger ran = new AtomicInteger();
        return Subject.start(Kind.VIRTUAL, () -> {
            try (Mask mask = TaskWorks.mask()) {
                TaskWorks.add(Thread.currentThread(), ran::incrementAndGet, Notify.RESUME);
                LockSupport.parkNanos(1);
                Thread.yield();
                return ran.get() == 0 ? "ok" : "ran inside";
            }
        }).result();
    }

    private static Object maskKeepsAsleep() {
        AtomicBoolean free = new AtomicBoolean();
        AtomicInteger returns = new AtomicInteger();
        Subject subject = Subject.start(Kind.VIRTUAL, () -> {
            try (Mask mask = TaskWorks.mask()) {
                while (!free.get()) {
                    LockSupport.park();
                    returns.incrementAndGet();
                }
            }
            return returns.get() == 1 ? "ok" : "woken";
        });
        Await.until("no mask", () -> TaskWorks.reach(subject.thread) == Reach.MASKED);
        for (int i = 0; i < 20; i++) {
            subject.awaitBlocked();
            int before = returns.get();
            TaskWorks.add(subject.thread, () -> {}, Notify.SIGNAL);
            for (int n = 0; n < 200 && returns.get() == before; n++) {
                Thread.yield();
            }
        }
        free.set(true);
        LockSupport.unpark(subject.thread);
        return subject.result();
    }

    private static Object maskRunsWhatIsDue() {
        AtomicInteger ran = new AtomicInteger();
        return Subject.start(Kind.VIRTUAL, () -> {
            try (Mask mask = TaskWorks.mask()) {
                TaskWorks.add(Thread.currentThread(), ran::incrementAndGet, Notify.RESUME);
            }
            return ran.get() == 1 ? "ok" : "left it";
        }).result();
    }

    private static Object escalationOfAnAdd() {
        Duration soon = Duration.ofMillis(50);
        AtomicInteger ran = new AtomicInteger();
        TaskWork work = TaskWork.of(ran::incrementAndGet);
        Subject target = EscalationTimer.takenBackInTime(work, soon);
        ran.set(0);
        TaskWorks.add(target.thread, work, Notify.NONE, Duration.ofHours(1));
        EscalationTimer.passes(soon);
        return ran.get() == 0 ? "ok" : "escalated a later one";
    }

    private static Object failedStart() throws Exception {
        var constructor = Class.forName("java.lang.VirtualThread").getDeclaredConstructor(
                Executor.class, String.class, int.class, Runnable.class);
        constructor.setAccessible(true);
        Executor scheduler = task -> {
            throw new RejectedExecutionException("full");
        };
        Runnable body = () -> {};
        Thread thread = (Thread) constructor.newInstance(scheduler, "refused", 0, body);
        CompletableFuture<Integer> call = TaskWorks.call(thread, () -> 1, Notify.NONE);
        try {
            thread.start();
            return "started";
        } catch (RejectedExecutionException e) {
            return call.isCompletedExceptionally() ? "ok" : "no answer";
        }
    }
}
