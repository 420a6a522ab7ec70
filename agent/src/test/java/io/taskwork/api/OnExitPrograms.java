// SPDX-License-Identifier: Apache-2.0
package io.taskwork.api;

import io.taskwork.Notify;
import io.taskwork.TaskWork;
import io.taskwork.TaskWorks;
import java.lang.reflect.Constructor;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** Programs of {@link OnExitIT} that need a JVM of their own. */
final class OnExitPrograms {
    private OnExitPrograms() {}

    static final class FailedStart {
        public static void main(String[] args) throws Exception {
            Constructor<?> constructor = Class.forName("java.lang.VirtualThread")
                    .getDeclaredConstructor(
                            Executor.class, String.class, int.class, Runnable.class);
            constructor.setAccessible(true);
            Executor full = task -> {
                throw new RejectedExecutionException("full");
            };
            AtomicInteger ran = new AtomicInteger();
            Thread thread = (Thread) constructor.newInstance(
                    full, "refused", 0, (Runnable) ran::incrementAndGet);
            TaskWork hook = TaskWork.of(ran::incrementAndGet);
            TaskWorks.onExit(thread, hook);
            TaskWorks.onExit(thread, ran::incrementAndGet);
            try {
                thread.start();
            } catch (RejectedExecutionException e) {
                System.out.println("start failed");
            }
            System.out.println("state: " + hook.state());
            System.out.println("ran: " + ran);
            System.out.println("onExit: " + TaskWorks.onExit(thread, hook));
        }
    }

    static final class OfMain {
        public static void main(String[] args) {
            Thread main = Thread.currentThread();
            TaskWorks.onExit(main, () -> System.out.println("hook "
                    + Thread.currentThread().getName() + ", exiting " + TaskWorks.exiting()));
            TaskWorks.add(main, () -> System.out.println("work"), Notify.NONE);
            System.out.println("main");
        }
    }
}
