// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * An adder, cancellers and a runner: each add ran once or was cancelled once, never both and never
 * neither. In every other round the works move between two queues.
 */
final class CancelAgainstDrain implements Race {
    private static final int CANCELLERS = 2;
    private static final int WORKS = 48;
    private static final int CANCELS = 1_000;

    private final Work[] works = new Work[WORKS];
    private Target[] queues;

    /**
     * 1 if the last add of the work has ended, by a run or by a cancel, so that it can be added
     * again.
     */
    private AtomicIntegerArray free;

    private AtomicIntegerArray adds;
    private AtomicIntegerArray ends;

    @Override
    public String round(SplittableRandom random, Duration patience) throws InterruptedException {
        queues = random.nextBoolean()
                ? new Target[] {new Target()}
                : new Target[] {new Target(), new Target()};
        free = new AtomicIntegerArray(WORKS);
        adds = new AtomicIntegerArray(WORKS);
        ends = new AtomicIntegerArray(WORKS);
        for (int i = 0; i < WORKS; i++) {
            int index = i;
            works[i] = new Work(() -> end(index), "a handle");
            free.set(i, 1);
        }
        AtomicInteger busy = new AtomicInteger(CANCELLERS);
        Actors actors = new Actors();
        for (int c = 0; c < CANCELLERS; c++) {
            SplittableRandom choice = random.split();
            actors.add(() -> {
                for (int n = 0; n < CANCELS; n++) {
                    cancelAny(choice);
                }
                busy.decrementAndGet();
            });
        }
        SplittableRandom choice = random.split();
        actors.add(() -> {
            for (int index = 0; busy.get() != 0; index = (index + 1) % WORKS) {
                addIfFree(index, choice);
                Actors.stopIfOver();
            }
        });
        actors.add(() -> {
            while (busy.get() != 0) {
                drain();
                Actors.pause();
            }
        });
        String trouble = actors.run(patience);
        return trouble != null ? trouble : check();
    }

    private void cancelAny(SplittableRandom choice) {
        int index = choice.nextInt(WORKS);
        if (Entry.cancel(works[index])) {
            end(index);
            if (choice.nextBoolean()) {
                addIfFree(index, choice);
            }
        }
    }

    private void end(int index) {
        ends.incrementAndGet(index);
        free.set(index, 1);
    }

    private void addIfFree(int index, SplittableRandom choice) {
        Target queue = queues[choice.nextInt(queues.length)];
        if (free.compareAndSet(index, 1, 0)) {
            if (!works[index].claim(queue)) {
                throw new IllegalStateException("a work that had ended was refused");
            }
            adds.incrementAndGet(index);
            queue.push(works[index]);
        }
    }

    private void drain() {
        for (Target queue : queues) {
            Drain.nested(Thread.currentThread(), queue);
        }
    }

    private String check() {
        drain();
        for (int i = 0; i < WORKS; i++) {
            if (adds.get(i) != ends.get(i) || works[i].phase() != Work.IDLE) {
                return "work " + i + ": " + adds.get(i) + " adds, " + ends.get(i)
                        + " runs and cancels, phase " + works[i].phase();
            }
        }
        for (Target queue : queues) {
            if (!queue.isEmpty() || Queued.in(queue).length != 0) {
                return "leftovers";
            }
        }
        return null;
    }
}
