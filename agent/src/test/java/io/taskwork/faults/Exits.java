// SPDX-License-Identifier: Apache-2.0
package io.taskwork.faults;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Callbacks that end the JVM. This is a program of its own; the argument says from where. */
final class Exits {
    private static final int CODE = 42;

    private Exits() {}

    public static void main(String[] args) throws Exception {
        Thread sleeper = Thread.startVirtualThread(LockSupport::park);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            // Works still run while the JVM shuts down: nobody has stopped the threads.
            CountDownLatch ran = new CountDownLatch(1);
            TaskWorks.add(sleeper, ran::countDown, Notify.SIGNAL);
            try {
                ran.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            System.out.println("hook");
        }));
        Runnable exit = () -> System.exit(CODE);
        switch (args[0]) {
            case "parked" -> {
                Thread thread = Thread.startVirtualThread(LockSupport::park);
                Await.blocked(thread);
                TaskWorks.add(thread, exit, Notify.SIGNAL);
            }
            case "in a lock's queue" -> {
                ReentrantLock lock = new ReentrantLock();
                lock.lock();
                Thread thread = Thread.startVirtualThread(lock::lock);
                Await.until("queued", () -> lock.hasQueuedThread(thread));
                TaskWorks.add(thread, exit, Notify.SIGNAL);
                lock.unlock();
            }
            case "at a virtual thread's exit" -> Thread.startVirtualThread(
                    () -> TaskWorks.add(Thread.currentThread(), exit, Notify.NONE));
            case "at a platform thread's exit" -> Thread.ofPlatform().start(
                    () -> TaskWorks.add(Thread.currentThread(), exit, Notify.NONE));
            case "on main" -> {
                TaskWorks.add(Thread.currentThread(), exit, Notify.NONE);
                TaskWorks.run();
            }
            case "at main's exit" -> {
                TaskWorks.add(Thread.currentThread(), exit, Notify.NONE);
                return;
            }
            default -> throw new IllegalArgumentException(args[0]);
        }
        Thread.sleep(Long.MAX_VALUE);
    }
}
