// SPDX-License-Identifier: Apache-2.0
package io.taskwork.api;

import io.taskwork.Notify;
import io.taskwork.TaskWork;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Kind;
import io.taskwork.support.Subject;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Scenes of deferred cleanup, like those of {@link Scenes}. */
final class CleanupScenes {
    private CleanupScenes() {}

    static Object hookWaitsForTheExit() {
        AtomicInteger ran = new AtomicInteger();
        Subject target = Subject.parked(Kind.VIRTUAL);
        TaskWorks.onExit(target.thread, ran::incrementAndGet);
        CountDownLatch drained = new CountDownLatch(1);
        TaskWorks.add(target.thread, drained::countDown, Notify.SIGNAL);
        Await.passed("no SIGNAL", drained);
        boolean early = ran.get() > 0;
        target.release();
        return early ? "ran at a SIGNAL" : ran.get() == 1 ? "ok" : "did not run";
    }

    /** Plays a predicate that takes back the work to which the walk is about to come. */
    static Object walkAmidCancels() {
        Subject target = Subject.unstarted(Kind.VIRTUAL, () -> null);
        TaskWork[] works = new TaskWork[10];
        for (int i = 0; i < works.length; i++) {
            works[i] = TaskWork.of(() -> {});
            TaskWorks.add(target.thread, works[i], Notify.NONE);
        }
        AtomicInteger asked = new AtomicInteger();
        TaskWorks.cancelMatching(target.thread, callback -> {
            if (asked.incrementAndGet() == 1) {
                works[1].cancel();
            }
            return false;
        });
        return asked.get() == 9 ? "ok" : "ended early";
    }

    static Object escalationLetsGo() {
        Subject target = Subject.parked(Kind.VIRTUAL);
        WeakReference<byte[]> buffer = addAndCancel(target);
        for (int i = 0; i < 20 && !buffer.refersTo(null); i++) {
            System.gc();
        }
        target.release();
        return buffer.refersTo(null) ? "ok" : "kept what was cancelled";
    }

    private static WeakReference<byte[]> addAndCancel(Subject target) {
        byte[] buffer = new byte[1];
        TaskWork work = TaskWork.of(() -> buffer[0]++);
        TaskWorks.add(target.thread, work, Notify.NONE, Duration.ofHours(1));
        work.cancel();
        return new WeakReference<>(buffer);
    }
}
