// SPDX-License-Identifier: Apache-2.0
package io.taskwork.soak;

import io.taskwork.Notify;
import io.taskwork.TaskWork;
import io.taskwork.TaskWorks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** One of those who queue works on the crowd, in every way that there is, and take some back. */
final class Senders implements Runnable {
    private static final Notify[] MODES = Notify.values();

    private final Crowd crowd;
    private final Ledger ledger;
    private final RandomGenerator random;
    private volatile boolean over;

    Senders(Crowd crowd, Ledger ledger, RandomGenerator random) {
        this.crowd = crowd;
        this.ledger = ledger;
        this.random = random;
    }

    void end() {
        over = true;
    }

    private Thread someone() {
        return crowd.places.get(random.nextInt(crowd.places.length()));
    }

    @Override
    public void run() {
        for (int i = 0; !over; i++) {
            Thread target = someone();
            if (target != null) {
                send(target, MODES[random.nextInt(MODES.length)]);
            }
            if (i % 256 == 0) {
                LockSupport.parkNanos(20_000); // lets those run that a timer has woken
            }
        }
    }

    private void send(Thread target, Notify mode) {
        switch (random.nextInt(32)) {
            case 0, 1, 2, 3, 4, 5 -> count(TaskWorks.add(target, work(target), mode,
                    Duration.ofMillis(random.nextInt(1, 20))));
            case 6, 7, 8, 9, 10, 11 -> addAndCancel(target, mode);
            case 12, 13, 14, 15 -> {
                if (TaskWorks.cancelMatching(target, Counted.class::isInstance) != null) {
                    ledger.cancelled.increment();
                }
            }
            case 16, 17, 18, 19 -> follow(TaskWorks.call(target, () -> ran(target), mode));
            case 20 -> {
                List<Thread> targets = new ArrayList<>();
                for (int i = 0; i < 50; i++) {
                    Thread one = someone();
                    if (one != null && !targets.contains(one)) {
                        targets.add(one);
                    }
                }
                TaskWorks.callAll(targets, () -> ran(Thread.currentThread()), mode)
                        .values().forEach(this::follow);
            }
            case 21, 22, 23 -> {
                try {
                    TaskWorks.executor(target, mode).execute(new Counted(target, ledger));
                    ledger.queued.increment();
                } catch (RejectedExecutionException e) {
                    ledger.refused.increment();
                }
            }
            default -> count(TaskWorks.add(target, new Counted(target, ledger), mode));
        }
    }

    private TaskWork work(Thread target) {
        return TaskWork.of(new Counted(target, ledger));
    }

    private void count(boolean accepted) {
        (accepted ? ledger.queued : ledger.refused).increment();
    }

    private void addAndCancel(Thread target, Notify mode) {
        TaskWork work = work(target);
        boolean accepted = TaskWorks.add(target, work, mode);
        count(accepted);
        if (work.cancel()) {
            ledger.cancelled.increment();
        }
    }

    private Void ran(Thread target) {
        new Counted(target, ledger).run();
        return null;
    }

    /** Follows a call, which is queued unless its future says that it was refused. */
    private void follow(CompletableFuture<Void> future) {
        boolean refused = future.isCompletedExceptionally()
                && future.exceptionNow() instanceof RejectedExecutionException;
        count(!refused);
    }

    /** A callback that counts itself. */
    record Counted(Thread target, Ledger ledger) implements Runnable {
        @Override
        public void run() {
            ledger.ran.increment();
            if (target != Thread.currentThread()) {
                ledger.onOther.increment();
            }
            if ((target.threadId() & 15) == 0) {
                Thread.yield();
            }
        }
    }
}
