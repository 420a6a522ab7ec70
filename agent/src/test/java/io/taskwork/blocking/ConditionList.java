// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import io.taskwork.Notify;
import io.taskwork.TaskWork;
import io.taskwork.TaskWorks;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Sends many SIGNALs to the waiters of a condition that is never signalled, and then looks at its
 * list.
 */
final class ConditionList {
    private static final int WAITERS = 100;
    private static final long LIMIT_NANOS = 240_000_000_000L;

    private static final AtomicLong RAN = new AtomicLong();

    private ConditionList() {}

    public static void main(String[] args) throws Exception {
        long signals = Long.parseLong(args[0]);
        ReentrantLock lock = new ReentrantLock();
        Condition condition = lock.newCondition();
        List<Thread> waiters = new ArrayList<>();
        List<TaskWork> works = new ArrayList<>();
        for (int i = 0; i < WAITERS; i++) {
            waiters.add(Thread.ofVirtual().start(() -> {
                lock.lock();
                try {
                    condition.await();
                    throw new IllegalStateException("nobody signals");
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                } finally {
                    lock.unlock();
                }
            }));
            works.add(TaskWork.of(RAN::incrementAndGet));
        }
        long deadline = System.nanoTime() + LIMIT_NANOS;
        require(waiters, WAITERS, lock, condition);
        for (long added = 0; added < signals; added += WAITERS) {
            for (int i = 0; i < WAITERS; i++) {
                TaskWorks.add(waiters.get(i), works.get(i), Notify.SIGNAL);
            }
            while (RAN.get() < added + WAITERS || !works.stream()
                    .allMatch(work -> work.state() == TaskWork.State.IDLE)) {
                if (System.nanoTime() - deadline > 0) {
                    throw new AssertionError(RAN + " of " + signals + " works ran");
                }
                Thread.onSpinWait();
            }
        }
        require(waiters, WAITERS, lock, condition);
        System.exit(0);
    }

    private static void require(
            List<Thread> waiters, int count, ReentrantLock lock, Condition condition)
            throws ReflectiveOperationException {
        for (Thread waiter : waiters) {
            while (waiter.getState() != Thread.State.WAITING) {
                LockSupport.parkNanos(50_000);
            }
        }
        lock.lock();
        try {
            List<Thread> listed = listed(condition);
            Set<Thread> distinct = new HashSet<>(listed);
            if (listed.size() != count || !distinct.equals(new HashSet<>(waiters))
                    || lock.getWaitQueueLength(condition) != count) {
                throw new AssertionError(listed.size() + " nodes, " + distinct.size()
                        + " threads, not " + count);
            }
        } finally {
            lock.unlock();
        }
    }

    private static List<Thread> listed(Condition condition) throws ReflectiveOperationException {
        List<Thread> threads = new ArrayList<>();
        Object node = get(condition, condition.getClass(), "firstWaiter");
        while (node != null) {
            threads.add((Thread) get(node, node.getClass().getSuperclass(), "waiter"));
            node = get(node, node.getClass(), "nextWaiter");
        }
        return threads;
    }

    private static Object get(Object object, Class<?> type, String name)
            throws ReflectiveOperationException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field.get(object);
    }
}
