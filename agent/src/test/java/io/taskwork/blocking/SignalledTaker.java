// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import java.lang.reflect.Field;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A taker that was signalled already, and queues for the queue's lock again, gets a callback: the
 * item goes to the next taker. The lock is held by the program, which must open the JDK for that.
 */
final class SignalledTaker {
    private SignalledTaker() {}

    public static void main(String[] args) throws Exception {
        LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();
        Field field = LinkedBlockingQueue.class.getDeclaredField("takeLock");
        field.setAccessible(true);
        ReentrantLock lock = (ReentrantLock) field.get(queue);
        Caller first = new Caller(new Scene(0).call(queue::take), Await.LIMIT).start();
        Caller second = new Caller(new Scene(0).call(queue::take), Await.LIMIT).start();
        CountDownLatch over = new CountDownLatch(1);
        lock.lock();
        try {
            queue.put("item"); // signals the first
            first.awaitFinish(first.add(Notify.SIGNAL, () -> {})); // so it sees that
            Await.until("does not queue for the lock", () -> Await.isBlocked(first.thread)
                    && hasFrame(first.thread, "reacquire"));
            first.awaitFinishOrBlocked(first.add(Notify.SIGNAL, over::await));
        } finally {
            lock.unlock();
        }
        Await.require("item".equals(second.awaitEnd()), "not the item");
        over.countDown();
        queue.put("other");
        Await.require("other".equals(first.awaitEnd()), "not the other item");
        System.out.println("PASS");
    }

    private static boolean hasFrame(Thread thread, String method) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getMethodName().equals(method)) {
                return true;
            }
        }
        return false;
    }
}
