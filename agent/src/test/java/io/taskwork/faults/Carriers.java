// SPDX-License-Identifier: Apache-2.0
package io.taskwork.faults;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Callbacks that hold all carriers, pinned: works of the others wait, and all run once the pool is
 * free. This is a program of its own, on two carriers.
 */
final class Carriers {
    private static final CountDownLatch RELEASE = new CountDownLatch(1);
    private static final CountDownLatch PINNED = new CountDownLatch(2);

    private static volatile boolean go;

    private Carriers() {}

    /** Blocks in a class initializer, which pins, since frames of the VM are on the stack. */
    private static void pin() {
        PINNED.countDown();
        try {
            RELEASE.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class First {
        static {
            pin();
        }

        static void init() {}
    }

    private static final class Second {
        static {
            pin();
        }

        static void init() {}
    }

    public static void main(String[] args) throws Exception {
        List<Thread> threads = new ArrayList<>();
        AtomicInteger ran = new AtomicInteger();
        for (int i = 0; i < 50; i++) {
            Thread thread = Thread.startVirtualThread(() -> {
                while (!go) {
                    LockSupport.park();
                }
            });
            Await.blocked(thread);
            threads.add(thread);
        }
        TaskWorks.add(threads.get(0), First::init, Notify.SIGNAL);
        TaskWorks.add(threads.get(1), Second::init, Notify.SIGNAL);
        PINNED.await();
        for (int round = 0; round < 20; round++) {
            for (Thread thread : threads) { // by a platform thread: adding needs no carrier
                Await.require(TaskWorks.add(thread, ran::incrementAndGet, Notify.SIGNAL), "add");
            }
        }
        System.out.println("ran while pinned: " + ran);
        RELEASE.countDown();
        Await.until("lost works: ran " + ran, () -> ran.get() == 20 * threads.size());
        go = true;
        threads.forEach(LockSupport::unpark);
        threads.forEach(Await::ended);
        System.out.println("ran: " + ran);
    }
}
