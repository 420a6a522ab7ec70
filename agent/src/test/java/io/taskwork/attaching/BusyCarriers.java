// SPDX-License-Identifier: Apache-2.0
package io.taskwork.attaching;

import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Tour;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.stream.Stream;

/**
 * A program whose virtual threads compute, on as many carriers as its argument says, until it is
 * given a line. Then it says what an agent that came meanwhile has left behind, and tours when it
 * is given another line.
 */
final class BusyCarriers {
    private static volatile boolean free;

    private BusyCarriers() {}

    public static void main(String[] args) throws Exception {
        int carriers = Integer.parseInt(args[0]);
        Thread[] threads = new Thread[carriers];
        for (int i = 0; i < carriers; i++) {
            Thread thread = Thread.startVirtualThread(() -> {
                while (!free) {
                    Thread.onSpinWait();
                }
            });
            Await.until("no carrier for " + thread,
                    () -> thread.getState() == Thread.State.RUNNABLE);
            threads[i] = thread;
        }
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        System.out.println("busy");
        in.readLine();
        System.out.println(TaskWorks.status().state() + ", new threads have " + lockType());
        free = true;
        for (Thread thread : threads) {
            Await.ended(thread);
        }
        try {
            Await.until("", () -> virtualThreads() == 0L);
            System.out.println("nobody left");
        } catch (AssertionError e) {
            System.out.println("left behind: " + virtualThreads());
        }
        in.readLine();
        Tour.main(args);
    }

    /** Returns the type of a new thread's lock: {@code Slot} if its constructor is woven. */
    private static String lockType() throws ReflectiveOperationException {
        Field field = Thread.class.getDeclaredField("interruptLock");
        field.setAccessible(true);
        return field.get(Thread.ofVirtual().unstarted(() -> {})).getClass().getName();
    }

    private static long virtualThreads() {
        try {
            Class<?> containers = Class.forName("jdk.internal.vm.ThreadContainers");
            Object root = containers.getMethod("root").invoke(null);
            Method threads = Class.forName("jdk.internal.vm.ThreadContainer").getMethod("threads");
            return ((Stream<?>) threads.invoke(root))
                    .filter(thread -> ((Thread) thread).isVirtual()).count();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
