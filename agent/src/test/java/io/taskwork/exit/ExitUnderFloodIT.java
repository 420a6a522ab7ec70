// SPDX-License-Identifier: Apache-2.0
package io.taskwork.exit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** A thread ends, however many threads add to it as fast as they can (promise 9). */
class ExitUnderFloodIT {
    private static final int ADDERS = 3;

    @Test
    void theThreadEndsAndEachAcceptedWorkRan() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(ADDERS);
        Thread target = Thread.ofVirtual().start(() -> Await.passed("go", go));
        LongAdder accepted = new LongAdder();
        LongAdder ran = new LongAdder();
        List<Thread> adders = new ArrayList<>();
        for (int i = 0; i < ADDERS; i++) {
            adders.add(Thread.ofPlatform().start(() -> {
                go.countDown();
                while (TaskWorks.add(target, ran::increment, Notify.RESUME)) {
                    accepted.increment();
                }
            }));
        }
        Await.ended(target);
        for (Thread adder : adders) {
            adder.join();
        }
        assertEquals(accepted.sum(), ran.sum());
    }
}
