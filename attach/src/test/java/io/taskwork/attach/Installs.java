// SPDX-License-Identifier: Apache-2.0
package io.taskwork.attach;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import java.util.concurrent.CountDownLatch;

/** A program that installs the agent, twice, and uses it. */
final class Installs {
    private Installs() {}

    public static void main(String[] args) throws Exception {
        System.out.println(TaskWorks.status().state());
        try {
            Taskwork.install();
            Taskwork.install();
        } catch (IllegalStateException e) {
            System.out.println(e.getMessage());
        }
        System.out.println(TaskWorks.status().state());
        if (args.length > 0) {
            CountDownLatch end = new CountDownLatch(1);
            Thread waiting = Thread.ofVirtual().start(() -> {
                try {
                    end.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            Thread ranOn = TaskWorks.call(waiting, Thread::currentThread, Notify.SIGNAL).get();
            System.out.println(ranOn == waiting ? "ran on it" : "ran on " + ranOn);
            end.countDown();
            waiting.join();
        }
    }
}
