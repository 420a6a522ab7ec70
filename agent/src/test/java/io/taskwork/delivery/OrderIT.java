// SPDX-License-Identifier: Apache-2.0
package io.taskwork.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Promise 2: works run first in, first out, whatever the mode and whoever adds them. */
@Tag("image")
@Tag("jdk")
class OrderIT {
    private static final Notify[] MODES = Notify.values();

    private volatile boolean stop;
    private final List<Integer> ran = new ArrayList<>(); // accessed by the target only

    private Thread parking() {
        return Thread.ofVirtual().unstarted(() -> {
            while (!stop) {
                LockSupport.parkNanos(200_000);
            }
        });
    }

    private void end(Thread target) {
        stop = true;
        LockSupport.unpark(target);
        Await.ended(target);
    }

    private static List<Integer> upTo(int n) {
        return IntStream.range(0, n).boxed().toList();
    }

    @Test
    void worksOfOneAdderInTheOrderAdded() {
        Thread target = parking();
        target.start();
        for (int i = 0; i < 100_000; i++) {
            int number = i;
            TaskWorks.add(target, () -> ran.add(number), MODES[i % MODES.length]);
        }
        end(target);
        assertEquals(upTo(100_000), ran);
    }

    /** The incoming list is longer than one chunk, and is put in order chunk by chunk. */
    @Test
    void aLongQueueOfAThreadThatStartsLater() {
        Thread target = parking();
        for (int i = 0; i < 10_000; i++) {
            int number = i;
            TaskWorks.add(target, () -> ran.add(number), MODES[i % MODES.length]);
        }
        target.start();
        end(target);
        assertEquals(upTo(10_000), ran);
    }

    /** The lock makes known in which order the adds took effect. */
    @Test
    void worksOfAllAddersInTheOrderTheirAddsTookEffect() {
        int adders = 4;
        int works = 5_000;
        Thread target = parking();
        target.start();
        ReentrantLock lock = new ReentrantLock();
        int[] next = {0};
        CountDownLatch done = new CountDownLatch(adders);
        for (int a = 0; a < adders; a++) {
            Notify mode = MODES[a % MODES.length];
            Thread.startVirtualThread(() -> {
                for (int i = 0; i < works; i++) {
                    lock.lock();
                    try {
                        int number = next[0]++;
                        TaskWorks.add(target, () -> ran.add(number), mode);
                    } finally {
                        lock.unlock();
                    }
                }
                done.countDown();
            });
        }
        Await.passed("the adders are not done", done);
        end(target);
        assertEquals(upTo(adders * works), ran);
    }

    /** Without a lock the order among adders is open, but that of each adder is not. */
    @Test
    void worksOfEachOfManyAddersInItsOrder() {
        int adders = 4;
        int works = 20_000;
        Thread target = parking();
        target.start();
        CountDownLatch done = new CountDownLatch(adders);
        for (int a = 0; a < adders; a++) {
            int base = a * works;
            Thread.ofPlatform().start(() -> {
                for (int i = 0; i < works; i++) {
                    int number = base + i;
                    TaskWorks.add(target, () -> ran.add(number), MODES[number % MODES.length]);
                }
                done.countDown();
            });
        }
        Await.passed("the adders are not done", done);
        end(target);
        assertEquals(adders * works, ran.size());
        for (int a = 0; a < adders; a++) {
            int adder = a;
            List<Integer> own = ran.stream().filter(n -> n / works == adder).toList();
            assertEquals(own.stream().sorted().toList(), own, "adder " + adder);
        }
    }

    @Test
    void worksThatACallbackAddsComeAfterThoseQueued() {
        Subject.start(() -> {
            Thread self = Thread.currentThread();
            TaskWorks.add(self, () -> {
                ran.add(0);
                TaskWorks.add(self, () -> ran.add(2), Notify.SIGNAL);
                TaskWorks.add(self, () -> ran.add(3), Notify.NONE);
            }, Notify.RESUME);
            TaskWorks.add(self, () -> ran.add(1), Notify.NONE);
            return TaskWorks.run();
        }).endsWith(4);
        assertEquals(upTo(4), ran);
    }
}
