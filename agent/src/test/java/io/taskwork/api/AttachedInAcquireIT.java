// SPDX-License-Identifier: Apache-2.0
package io.taskwork.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Jvm;
import io.taskwork.support.SelfAttach;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import org.junit.jupiter.api.Test;

/**
 * A thread that is in {@code acquire} when the agent comes, but not in the queue yet, makes its
 * node in a woven constructor, while the {@code acquire} on its stack is not woven. Therefore it
 * cannot queue anew, and must not be asked to.
 */
class AttachedInAcquireIT {
    @Test
    void nothingIsThrownOutOfAcquire() throws Exception {
        Jvm.Result result = SelfAttach.run(Attaches.class, Jvm.agentJar());
        assertEquals("older: OLDER_FRAME, then acquired\n", result.output());
    }

    /** A lock whose older thread is in its second try, which {@code acquire(Node, ..)} makes. */
    private static final class Mutex extends AbstractQueuedSynchronizer {
        private static final long serialVersionUID = 1L;

        final transient CountDownLatch trying = new CountDownLatch(1);
        final transient CountDownLatch attached = new CountDownLatch(1);
        private transient int tries;

        @Override
        protected boolean tryAcquire(int arg) {
            if (Thread.currentThread().getName().equals("older") && ++tries == 2) {
                trying.countDown();
                while (attached.getCount() > 0) {
                    Thread.onSpinWait();
                }
            }
            return compareAndSetState(0, 1);
        }

        @Override
        protected boolean tryRelease(int arg) {
            setState(0);
            return true;
        }
    }

    /**
     * A program that attaches the agent to itself meanwhile; then the mutex is released during a
     * callback.
     */
    static final class Attaches {
        public static void main(String[] args) throws Exception {
            Mutex mutex = new Mutex();
            AtomicReference<Object> end = new AtomicReference<>("acquired");
            mutex.acquire(1);
            Thread older = Thread.ofVirtual().name("older").start(() -> {
                try {
                    mutex.acquire(1);
                    mutex.release(1);
                } catch (Throwable e) {
                    end.set(e);
                }
            });
            Await.passed("the thread does not try to acquire", mutex.trying);
            SelfAttach.attach(args[0]);
            mutex.attached.countDown();
            Await.blocked(older);
            Thread behind = Thread.ofVirtual().start(() -> {
                mutex.acquire(1);
                mutex.release(1);
            });
            Await.blocked(behind);
            System.out.print("older: " + TaskWorks.reach(older));
            CountDownLatch leave = new CountDownLatch(1);
            TaskWorks.add(older, () -> Await.passed("leave", leave), Notify.SIGNAL);
            Await.quiet();
            mutex.release(1);
            Await.ended(behind);
            leave.countDown();
            Await.ended(older);
            System.out.println(", then " + end.get());
        }
    }
}
