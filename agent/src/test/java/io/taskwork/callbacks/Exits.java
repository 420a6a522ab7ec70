// SPDX-License-Identifier: Apache-2.0
package io.taskwork.callbacks;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;

/** A program that ends by {@code System.exit} while works are queued on three threads. */
final class Exits {
    private Exits() {}

    public static void main(String[] args) throws Exception {
        Thread parked = Thread.ofVirtual().start(Exits::sleep);
        Await.blocked(parked);
        Thread hook = new Thread(() -> {
            System.out.println("hook");
            CountDownLatch ran = new CountDownLatch(1);
            TaskWorks.add(parked, ran::countDown, Notify.SIGNAL);
            Await.passed("no SIGNAL in the hook", ran);
            System.out.println("SIGNAL in the hook");
            TaskWorks.add(Thread.currentThread(), () -> System.out.println(
                    "exit work of the hook's thread"), Notify.NONE);
        });
        Runtime.getRuntime().addShutdownHook(hook);
        TaskWorks.add(Thread.currentThread(),
                () -> System.out.println("exit work of main"), Notify.NONE);
        Thread ends = Thread.ofVirtual().start(() -> {
            TaskWorks.add(Thread.currentThread(),
                    () -> System.out.println("work of the thread"), Notify.NONE);
            if (args[0].equals("body")) {
                System.exit(3);
            }
            sleep();
        });
        if (args[0].equals("callback")) {
            Await.blocked(ends);
            TaskWorks.add(ends, () -> System.exit(3), Notify.SIGNAL);
        }
        sleep();
    }

    private static void sleep() {
        try {
            Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
