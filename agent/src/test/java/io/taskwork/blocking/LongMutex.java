// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.AbstractQueuedLongSynchronizer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/**
 * A lock on the synchronizer's twin for longs, which the JDK itself uses nowhere; it has a shared
 * mode as well.
 */
final class LongMutex implements Lock {
    /** The state is 1 if held and 0 if free. In shared mode everybody gets in while it is free. */
    private static final class Sync extends AbstractQueuedLongSynchronizer {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean tryAcquire(long arg) {
            if (getState() == 1 && getExclusiveOwnerThread() == Thread.currentThread()) {
                throw new IllegalMonitorStateException("not reentrant");
            }
            if (compareAndSetState(0, 1)) {
                setExclusiveOwnerThread(Thread.currentThread());
                return true;
            }
            return false;
        }

        @Override
        protected boolean tryRelease(long arg) {
            if (!isHeldExclusively()) {
                throw new IllegalMonitorStateException();
            }
            setExclusiveOwnerThread(null);
            setState(0);
            return true;
        }

        @Override
        protected long tryAcquireShared(long arg) {
            return getState() == 0 ? 1 : -1;
        }

        @Override
        protected boolean tryReleaseShared(long arg) {
            setState(0);
            return true;
        }

        @Override
        protected boolean isHeldExclusively() {
            return getState() == 1 && getExclusiveOwnerThread() == Thread.currentThread();
        }

        Condition newCondition() {
            return new ConditionObject();
        }

        long state() {
            return getState();
        }
    }

    private final Sync sync = new Sync();

    @Override
    public void lock() {
        sync.acquire(1);
    }

    @Override
    public void lockInterruptibly() throws InterruptedException {
        sync.acquireInterruptibly(1);
    }

    @Override
    public boolean tryLock() {
        return sync.tryAcquire(1);
    }

    @Override
    public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
        return sync.tryAcquireNanos(1, unit.toNanos(time));
    }

    @Override
    public void unlock() {
        sync.release(1);
    }

    @Override
    public Condition newCondition() {
        return sync.newCondition();
    }

    /** Waits until it is free, as at a latch. */
    void awaitFree() {
        sync.acquireShared(1);
    }

    void awaitFreeInterruptibly() throws InterruptedException {
        sync.acquireSharedInterruptibly(1);
    }

    boolean awaitFree(long nanos) throws InterruptedException {
        return sync.tryAcquireSharedNanos(1, nanos);
    }

    long state() {
        return sync.state();
    }

    boolean isQueued(Thread thread) {
        return sync.isQueued(thread);
    }

    int queueLength() {
        return sync.getQueueLength();
    }
}
