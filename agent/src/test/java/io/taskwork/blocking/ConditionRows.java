// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import static io.taskwork.blocking.SynchronizerRows.require;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.taskwork.blocking.Row.Where;
import io.taskwork.support.Await;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Rows of conditions. There is no loop around the wait, so that one that returned early would be
 * seen. The callback takes the lock, whose holder signals meanwhile.
 */
final class ConditionRows {
    /** A wait on a condition, and what it is to give. */
    private interface Wait {
        Object await(Condition condition, Scene scene) throws Exception;
    }

    private ConditionRows() {}

    static List<Row> all() {
        List<Row> rows = new ArrayList<>();
        add(rows, "ReentrantLock", ReentrantLock::new);
        add(rows, "ReentrantLock(fair)", () -> new ReentrantLock(true));
        add(rows, "writeLock()", () -> new ReentrantReadWriteLock().writeLock());
        add(rows, "AbstractQueuedLongSynchronizer", LongMutex::new);
        return rows;
    }

    private static void add(List<Row> rows, String name, Supplier<Lock> newLock) {
        String of = " on a condition of " + name;
        rows.add(Row.of(Where.QUEUE, "await()" + of, maker(newLock, (c, s) -> {
            c.await();
            return true;
        })));
        rows.add(Row.of(Where.QUEUE, "awaitUninterruptibly()" + of, maker(newLock, (c, s) -> {
            c.awaitUninterruptibly();
            return true;
        })));
        rows.add(Row.timed(Where.QUEUE, "awaitNanos(nanos)" + of,
                maker(newLock, (c, s) -> c.awaitNanos(s.nanos) > 0)));
        rows.add(Row.timed(Where.QUEUE, "await(time, unit)" + of,
                maker(newLock, (c, s) -> c.await(s.nanos, NANOSECONDS))));
        rows.add(Row.timed(Where.QUEUE, "awaitUntil(date)" + of, maker(newLock, (c, s) ->
                c.awaitUntil(new Date(System.currentTimeMillis() + s.millis())))));
    }

    private static Row.Maker maker(Supplier<Lock> newLock, Wait wait) {
        return s -> {
            Lock lock = newLock.get();
            Condition condition = lock.newCondition();
            s.call(() -> {
                lock.lock();
                try {
                    return wait.await(condition, s);
                } finally {
                    lock.unlock(); // throws if the wait did not take it again
                }
            });
            CountDownLatch signalled = new CountDownLatch(1);
            AtomicReference<Thread> locking = new AtomicReference<>();
            s.use(() -> {
                require(signalled.await(Await.LIMIT.toSeconds(), SECONDS));
                locking.set(Thread.currentThread());
                lock.lock(); // This one is behind its own thread, which was signalled.
                lock.unlock();
            });
            s.release(() -> {
                lock.lock();
                condition.signalAll();
                signalled.countDown();
                Await.until("the callback does not queue",
                        () -> locking.get() != null && Await.isBlocked(locking.get()));
                lock.unlock();
            });
            s.result(true).late(false);
        };
    }
}
