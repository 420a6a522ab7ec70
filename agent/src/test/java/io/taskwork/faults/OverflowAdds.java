// SPDX-License-Identifier: Apache-2.0
package io.taskwork.faults;

import io.taskwork.Mask;
import io.taskwork.Notify;
import io.taskwork.TaskWork;
import io.taskwork.TaskWork.State;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Calls of the API that are killed by a StackOverflowError at every depth, each followed by a look,
 * with room, at what it left. This is a program of its own; the arguments are rounds, and then
 * names of calls, or none for all.
 */
final class OverflowAdds {
    private static final Duration SOON = Duration.ofMillis(1);

    private static boolean warmUp;

    private final AtomicInteger ran = new AtomicInteger();
    private final TaskWork work = TaskWork.of(ran::incrementAndGet);
    private final Thread target = sleeper();
    private final int[] completed = {0};

    /** A call followed by a look. */
    private interface Trial {
        void run(OverflowAdds state);
    }

    private static Thread sleeper() {
        Thread thread = Thread.ofVirtual().start(() -> {
            while (!Thread.interrupted()) {
                LockSupport.park();
            }
        });
        Await.blocked(thread);
        return thread;
    }

    public static void main(String[] args) {
        Map<String, Trial> trials = new TreeMap<>();
        for (Notify mode : Notify.values()) {
            trials.put("add " + mode, s -> s.addAndLook(mode, null));
            trials.put("add escalating " + mode, s -> s.addAndLook(mode, SOON));
            trials.put("add runnable " + mode, s -> s.addRunnable(mode));
            trials.put("call " + mode, s -> s.call(mode));
            trials.put("ensureQueued " + mode, s -> s.ensureQueued(mode));
        }
        trials.put("cancel", OverflowAdds::cancel);
        trials.put("cancelMatching", OverflowAdds::cancelMatching);
        trials.put("cancelAllMatching", OverflowAdds::cancelAllMatching);
        trials.put("onExit", OverflowAdds::onExit);
        trials.put("mask", OverflowAdds::mask);
        trials.put("mask closed", OverflowAdds::maskClosed);
        trials.forEach((name, trial) -> {
            if (args.length > 1 && !java.util.List.of(args).contains(name)) {
                return;
            }
            try {
                new OverflowAdds().runAll(trial, Integer.parseInt(args[0]));
                System.out.println("PASS " + name);
            } catch (AssertionError e) {
                System.out.println("FAIL " + name + ": " + e.getMessage());
            }
        });
        Runtime.getRuntime().halt(0); // threads of failed trials may be left
    }

    private void runAll(Trial trial, int rounds) {
        // These first calls have room, since what fails to link for want of stack stays so.
        warmUp = true;
        trial.run(this);
        trial.run(this);
        warmUp = false;
        Throwable[] thrown = {null};
        for (int round = 0; round < rounds && thrown[0] == null; round++) {
            int pad = round % 37;
            Thread thread = new Thread(null, () -> {
                try {
                    padded(pad, () -> trial.run(this));
                } catch (Throwable e) {
                    thrown[0] = e;
                }
            }, "overflow", 200_000);
            thread.start();
            Await.until("the thread has not ended",
                    () -> !thread.isAlive(), 5); // has limits of its own
            Await.require(thrown[0] == null, "round " + round + ": " + thrown[0]);
        }
        target.interrupt();
        Await.ended(target);
        Await.require(work.state() == State.IDLE, "after the exit the work is " + work.state());
        Await.require(!TaskWorks.pending(target), "pending after the exit");
    }

    /** Runs the action with another alignment of the frames against the pages of the stack. */
    private static void padded(int frames, Runnable action) {
        if (frames == 0) {
            action.run();
        } else {
            padded(frames - 1, action);
        }
    }

    /** Tries the action at every depth from the deepest up, until it ends without an overflow. */
    private static void atTheEndOfTheStack(Runnable action) {
        if (warmUp) {
            action.run();
            return;
        }
        try {
            atTheEndOfTheStack(action);
        } catch (StackOverflowError e) {
            action.run();
        }
    }

    private void addAndLook(Notify mode, Duration escalate) {
        int before = ran.get();
        boolean[] queued = {false};
        atTheEndOfTheStack(() -> {
            if (work.state() != State.QUEUED) {
                queued[0] |= escalate == null ? TaskWorks.add(target, work, mode)
                        : TaskWorks.add(target, work, mode, escalate);
            }
        });
        if (queued[0] && (mode == Notify.SIGNAL || escalate != null)) {
            Await.until("accepted, and does not run", () -> ran.get() > before);
        }
        isNotStuck();
        isNotMuted();
        if (escalate != null) { // the timer is shared with others
            int now = ran.get();
            Await.require(TaskWorks.add(target, work, Notify.NONE, SOON), "refused");
            Await.until("the timer is dead", () -> ran.get() > now);
            isNotStuck();
        }
    }

    /** Checks that the work is idle, or is queued so that a cancel finds it, or runs by itself. */
    private void isNotStuck() {
        Await.until("the work is stuck, " + work.state(),
                () -> work.state() == State.IDLE || work.cancel());
    }

    private void isNotMuted() {
        int before = ran.get();
        Await.require(TaskWorks.add(target, work, Notify.SIGNAL), "refused");
        Await.until("a SIGNAL does not wake the target any more", () -> ran.get() > before);
        Await.until("the work does not end", () -> work.state() == State.IDLE);
        Await.blocked(target);
    }

    private void addRunnable(Notify mode) {
        int before = ran.get();
        int[] accepted = {0};
        int[] tried = {0};
        atTheEndOfTheStack(() -> {
            tried[0]++;
            if (TaskWorks.add(target, ran::incrementAndGet, mode)) {
                accepted[0]++;
            }
        });
        isNotMuted(); // runs what was queued before
        int more = ran.get() - before - 1;
        Await.require(more >= accepted[0] && more <= tried[0],
                "ran " + more + ", accepted " + accepted[0] + ", tried " + tried[0]);
    }

    private void call(Notify mode) {
        CompletableFuture<?>[] future = {null};
        atTheEndOfTheStack(() -> future[0] = TaskWorks.call(target, ran::incrementAndGet, mode));
        isNotMuted();
        Await.until("the future is not done", () -> future[0].isDone());
    }

    private void cancel() {
        boolean[] taken = {false};
        int before = ran.get();
        Await.require(TaskWorks.add(target, work, Notify.NONE), "refused");
        atTheEndOfTheStack(() -> taken[0] |= work.cancel());
        Await.require(work.state() == State.IDLE, "not taken back, " + work.state());
        Await.require(taken[0] && ran.get() == before, "nobody was told");
        isNotMuted();
    }

    private void cancelMatching() {
        TaskWork[] taken = {null};
        Await.require(TaskWorks.add(target, work, Notify.NONE), "refused");
        atTheEndOfTheStack(() -> {
            TaskWork found = TaskWorks.cancelMatching(target, callback -> true);
            taken[0] = found == null ? taken[0] : found;
        });
        Await.require(taken[0] == work, "taken back, and nobody was told: " + taken[0]);
        Await.require(work.state() == State.IDLE, "not idle, " + work.state());
        isNotMuted();
    }

    private void cancelAllMatching() {
        int[] taken = {0};
        Await.require(TaskWorks.add(target, work, Notify.NONE), "refused");
        atTheEndOfTheStack(() ->
                taken[0] += TaskWorks.cancelAllMatching(target, callback -> true).size());
        Await.require(taken[0] == 1, "taken back, and nobody was told: " + taken[0]);
        Await.require(work.state() == State.IDLE, "not idle, " + work.state());
        isNotMuted();
    }

    /** Tries a work that is queued already, and one that is not. */
    private void ensureQueued(Notify mode) {
        int before = ran.get();
        boolean[] queued = {false};
        atTheEndOfTheStack(() -> queued[0] |= TaskWorks.ensureQueued(target, work, mode));
        Await.require(queued[0], "refused");
        if (mode == Notify.SIGNAL) {
            Await.until("queued, and does not run", () -> ran.get() > before);
        }
        isNotStuck();
        isNotMuted();
    }

    private void onExit() {
        boolean[] registered = {false};
        atTheEndOfTheStack(() -> {
            if (work.state() != State.QUEUED) {
                registered[0] |= TaskWorks.onExit(target, work);
            }
        });
        Await.require(registered[0] && work.state() == State.QUEUED, "not registered");
        isNotStuck();
        isNotMuted();
    }

    /** Opens and closes a mask at the end of the stack. */
    private void mask() {
        atTheEndOfTheStack(() -> {
            try (Mask mask = TaskWorks.mask()) {
                completed[0]++;
            }
        });
        isUnmasked();
    }

    /**
     * Closes a mask at the end of the stack that was opened with room; again one frame up if that
     * failed.
     */
    private void maskClosed() {
        Mask mask = TaskWorks.mask();
        atTheEndOfTheStack(mask::close);
        isUnmasked();
    }

    private void isUnmasked() {
        int before = ran.get();
        TaskWorks.add(Thread.currentThread(), ran::incrementAndGet, Notify.RESUME);
        LockSupport.parkNanos(1);
        Await.require(ran.get() == before + 1, "the thread is masked for good");
    }
}
