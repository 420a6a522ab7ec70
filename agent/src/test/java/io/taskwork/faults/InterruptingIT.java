// SPDX-License-Identifier: Apache-2.0
package io.taskwork.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.taskwork.support.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Callbacks that interrupt: their own thread, which must not notice, and others, which must. */
@Tag("jdk")
class InterruptingIT {
    private static DynamicTest test(String what, Spot spot, boolean virtual, Runnable fault) {
        return DynamicTest.dynamicTest(
                what + ", in " + spot + (virtual ? "" : ", platform thread"),
                () -> new Faulty(spot, virtual).suffers(fault, 0));
    }

    private static List<DynamicTest> everywhere(String what, Runnable fault) {
        List<DynamicTest> tests = new ArrayList<>();
        for (Spot spot : Spot.all()) {
            tests.add(test(what, spot, true, fault));
        }
        for (Spot spot : Spot.all()) {
            if (spot.platformToo()) {
                tests.add(test(what, spot, false, fault));
            }
        }
        return tests;
    }

    @TestFactory
    List<DynamicTest> themselves() {
        return everywhere("itself", () -> Thread.currentThread().interrupt());
    }

    @TestFactory
    List<DynamicTest> themselvesAndThenBlock() {
        return everywhere("itself, then blocks", () -> {
            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, () -> new CountDownLatch(1).await());
            Thread.currentThread().interrupt();
            LockSupport.park();
            Thread.yield();
        });
    }

    @TestFactory
    List<DynamicTest> others() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Spot spot : Spot.all()) {
            tests.add(DynamicTest.dynamicTest("another, in " + spot, () -> {
                AtomicInteger interrupts = new AtomicInteger();
                Thread other = Thread.startVirtualThread(() -> {
                    while (interrupts.get() < 2) {
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException e) {
                            interrupts.incrementAndGet();
                        }
                    }
                });
                new Faulty(spot, true).suffers(() -> {
                    int before = interrupts.get();
                    other.interrupt();
                    Await.until("the thread was not interrupted", () -> interrupts.get() > before);
                }, 0);
                Await.ended(other);
                assertEquals(2, interrupts.get());
            }));
        }
        return tests;
    }
}
