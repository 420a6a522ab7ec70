// SPDX-License-Identifier: Apache-2.0
package io.taskwork.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.Notify;
import io.taskwork.Reach;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Kind;
import io.taskwork.support.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Carriers of virtual threads are left alone, since a callback there could hang all of them. */
class CarrierIT {
    private static final int ITEMS = 20_000;

    private static List<Thread> carriers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getClass().getName().equals("jdk.internal.misc.CarrierThread"))
                .toList();
    }

    /**
     * SIGNALs to every carrier hang nothing while virtual threads park, lock, sleep and yield on
     * them.
     */
    @Test
    void signalsAtEveryCarrierHangNothing() {
        BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(4);
        List<Subject> subjects = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            subjects.add(Subject.start(Kind.VIRTUAL, () -> {
                for (int n = 0; n < ITEMS; n++) {
                    queue.put(n);
                    if (n % 1_000 == 0) {
                        Thread.sleep(1);
                    }
                }
                return (long) ITEMS;
            }));
            subjects.add(Subject.start(Kind.VIRTUAL, () -> {
                long taken = 0;
                for (int n = 0; n < ITEMS; n++) {
                    queue.take();
                    taken++;
                    Thread.yield();
                }
                return taken;
            }));
        }
        Queue<Thread> ranOn = new ConcurrentLinkedQueue<>();
        Queue<Thread> signalled = new ConcurrentLinkedQueue<>();
        while (subjects.stream().anyMatch(subject -> !subject.isOver())) {
            for (Thread carrier : carriers()) {
                if (TaskWorks.add(
                        carrier, () -> ranOn.add(Thread.currentThread()), Notify.SIGNAL)) {
                    signalled.add(carrier);
                }
            }
            Thread.yield();
        }
        subjects.forEach(subject -> assertEquals((long) ITEMS, subject.result()));
        assertFalse(signalled.isEmpty(), "no carrier was found");
        for (Thread carrier : carriers()) {
            if (signalled.contains(carrier)) {
                assertTrue(TaskWorks.pending(carrier) || !carriers().contains(carrier),
                        "ran before its exit");
                assertFalse(TaskWorks.reach(carrier) == Reach.NOW, carrier.toString());
            }
        }
        for (Thread thread : ranOn) {
            assertFalse(thread.isVirtual(), "ran on what the carrier carried");
            Await.until("ran on a carrier that lives", () -> !carriers().contains(thread));
        }
    }
}
