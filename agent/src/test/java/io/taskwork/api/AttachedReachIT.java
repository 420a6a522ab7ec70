// SPDX-License-Identifier: Apache-2.0
package io.taskwork.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.taskwork.Notify;
import io.taskwork.Reach;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Jvm;
import io.taskwork.support.Kind;
import io.taskwork.support.SelfAttach;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** What reach says of threads that were blocked before the agent came is true. */
class AttachedReachIT {
    @Test
    void reachTellsWhichWait() throws Exception {
        Jvm.Result result = SelfAttach.run(Attaches.class, Jvm.agentJar());
        assertEquals("""
                VIRTUAL lock: OLDER_FRAME, then true
                VIRTUAL wait: NOW, then true
                VIRTUAL park: NOW, then true
                PLATFORM lock: OLDER_FRAME, then true
                PLATFORM wait: NO_RUN_POINT, then true
                PLATFORM park: NOW, then true
                """, result.output());
    }

    /** A program that blocks threads, attaches the agent to itself, and queues works on them. */
    static final class Attaches {
        private static final ReentrantLock LOCK = new ReentrantLock();
        private static final Object MONITOR = new Object();
        private static final CountDownLatch FREE = new CountDownLatch(1);

        private record Place(String name, Thread thread) {}

        public static void main(String[] args) throws Exception {
            LOCK.lock();
            Place[] places = new Place[6];
            int i = 0;
            for (Kind kind : Kind.values()) {
                places[i++] = new Place(kind + " lock", kind.unstarted(() -> {
                    LOCK.lock();
                    LOCK.unlock();
                }));
                places[i++] = new Place(kind + " wait", kind.unstarted(Attaches::waits));
                places[i++] = new Place(kind + " park", kind.unstarted(Attaches::parks));
            }
            for (Place place : places) {
                place.thread.start();
            }
            for (Place place : places) {
                Await.blocked(place.thread);
            }
            SelfAttach.attach(args[0]);
            String[] lines = new String[places.length];
            CompletableFuture<?>[] calls = new CompletableFuture<?>[places.length];
            for (i = 0; i < places.length; i++) {
                Thread thread = places[i].thread;
                Reach reach = TaskWorks.reach(thread);
                lines[i] = places[i].name + ": " + reach;
                calls[i] = TaskWorks.call(thread, () -> true, Notify.SIGNAL);
                if (reach.isNow()) {
                    Await.value(calls[i]);
                }
            }
            Await.quiet();
            for (i = 0; i < places.length; i++) {
                if (calls[i].isDone() && !lines[i].endsWith("NOW")) {
                    lines[i] += ", and it ran";
                }
            }
            LOCK.unlock();
            FREE.countDown();
            synchronized (MONITOR) {
                MONITOR.notifyAll();
            }
            for (i = 0; i < places.length; i++) {
                LockSupport.unpark(places[i].thread);
                System.out.println(lines[i] + ", then " + Await.value(calls[i]));
                Await.ended(places[i].thread);
            }
        }

        private static void waits() {
            synchronized (MONITOR) {
                while (FREE.getCount() > 0) {
                    try {
                        MONITOR.wait();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                }
            }
        }

        private static void parks() {
            while (FREE.getCount() > 0) {
                LockSupport.park();
            }
        }
    }
}
