// SPDX-License-Identifier: Apache-2.0
package io.taskwork.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.taskwork.Notify;
import io.taskwork.TaskWork;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Jvm;
import io.taskwork.support.Kind;
import io.taskwork.support.Subject;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** An escalating add leaves nothing behind once its work was run or taken back. */
class EscalationsLetGoIT {
    private static final Duration HOUR = Duration.ofHours(1);

    /** In a heap of 32 MB there is no room for a million entries that stay, with their works. */
    @Test
    void aMillionThatWereTakenBackOrRan() throws Exception {
        Jvm.Result result = new Jvm().agent(Jvm.agentJar()).option("-Xmx32m")
                .option("-XX:+UseSerialGC").defaultClassPath()
                .run(300, Million.class.getName());
        assertEquals("ran 500000, took back 500000\n", result.output());
    }

    static final class Million {
        public static void main(String[] args) throws InterruptedException {
            AtomicInteger ran = new AtomicInteger();
            int takenBack = 0;
            Thread target = Thread.ofVirtual().unstarted(() -> {
                for (int i = 0; i < 500_000; i++) {
                    TaskWorks.add(Thread.currentThread(), TaskWork.of(ran::incrementAndGet),
                            Notify.NONE, HOUR);
                    TaskWorks.run();
                }
            });
            for (int i = 0; i < 500_000; i++) {
                TaskWork work = TaskWork.of(ran::incrementAndGet);
                TaskWorks.add(target, work, Notify.NONE, HOUR);
                takenBack += work.cancel() ? 1 : 0;
            }
            target.start();
            target.join();
            System.out.println("ran " + ran + ", took back " + takenBack);
        }
    }

    @Test
    void nothingOfThemIsRetained() {
        Subject target = Subject.parked(Kind.VIRTUAL);
        List<WeakReference<byte[]>> buffers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            byte[] buffer = new byte[1_000];
            buffers.add(new WeakReference<>(buffer));
            TaskWork work = TaskWork.of(() -> buffer[0]++);
            TaskWorks.add(target.thread, work, Notify.NONE, HOUR);
            switch (i % 4) {
                case 0 -> work.cancel();
                case 1 -> TaskWorks.cancelMatching(target.thread, callback -> true);
                case 2 -> TaskWorks.cancelAllMatching(target.thread, callback -> true);
                default -> ran(target.thread, work);
            }
        }
        Await.until("retained", () -> {
            System.gc();
            return buffers.stream().allMatch(reference -> reference.refersTo(null));
        });
        target.release();
    }

    private static void ran(Thread target, TaskWork work) {
        CountDownLatch done = new CountDownLatch(1);
        TaskWorks.add(target, done::countDown, Notify.SIGNAL);
        Await.passed("the SIGNAL did not run", done);
        Await.until("the work did not run", () -> work.state() == TaskWork.State.IDLE);
    }
}
