// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * A work that its callback adds to another thread, where it runs while its first run ends. One
 * thread makes the steps of both, in that order.
 */
final class EndsInTwoQueues implements Race {
    @Override
    public String round(SplittableRandom random, Duration patience) {
        Target first = new Target();
        Target second = new Target();
        Work work = new Work(() -> {}, "a handle");
        add(work, first);
        first.poll();
        add(work, second);
        work.finish(first);
        if (work.phase() != Work.QUEUED) {
            return "queued again, and its phase is " + work.phase();
        }
        second.poll();
        work.finish(first);
        if (work.phase() != Work.RUNNING) {
            return "runs elsewhere, and its phase is " + work.phase();
        }
        work.finish(second);
        return work.phase() == Work.IDLE ? null : "has run, and its phase is " + work.phase();
    }

    private static void add(Work work, Target queue) {
        work.claim(queue);
        queue.push(work);
    }
}
