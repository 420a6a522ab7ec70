// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import static io.taskwork.blocking.SynchronizerRows.require;

import io.taskwork.blocking.Row.Where;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** Rows of sleeping, joining, parking, yielding, and the monitors. */
final class ThreadRows {
    /**
     * Where a join waits: from JDK 27 on in {@code Object.wait}, as for platform threads, before at
     * a latch.
     */
    private static final Where JOIN_OF_VIRTUAL =
            Runtime.version().feature() >= 27 ? Where.IN_PLACE : Where.QUEUE;

    /** Before JDK 24 it has a lock and a condition in place of a monitor. */
    private static final Where REFERENCE_QUEUE =
            Runtime.version().feature() >= 24 ? Where.WAIT_EXIT : Where.QUEUE;

    private ThreadRows() {}

    static List<Row> all() {
        return List.of(
                Row.timed(Where.IN_PLACE, "Thread.sleep(millis)", s -> {
                    sleep(s, () -> Thread.sleep(s.millis()));
                }),
                Row.timed(Where.IN_PLACE, "Thread.sleep(Duration)", s -> {
                    sleep(s, () -> Thread.sleep(Duration.ofNanos(s.nanos)));
                }),
                Row.timed(Where.IN_PLACE, "TimeUnit.sleep(time)", s -> {
                    sleep(s, () -> TimeUnit.NANOSECONDS.sleep(s.nanos));
                }),
                Row.of(JOIN_OF_VIRTUAL, "Thread.join(), of a virtual thread", s -> {
                    Thread other = other(s, Thread.ofVirtual());
                    s.run(other::join);
                }),
                Row.timed(JOIN_OF_VIRTUAL, "Thread.join(Duration), of a virtual thread", s -> {
                    Thread other = other(s, Thread.ofVirtual());
                    s.call(() -> other.join(Duration.ofNanos(s.nanos))).result(true).late(false);
                }),
                Row.of(Where.IN_PLACE, "Thread.join(), of a platform thread", s -> {
                    Thread other = other(s, Thread.ofPlatform());
                    s.run(other::join);
                }),
                Row.timed(Where.IN_PLACE, "Thread.join(Duration), of a platform thread", s -> {
                    Thread other = other(s, Thread.ofPlatform());
                    s.call(() -> other.join(Duration.ofNanos(s.nanos))).result(true).late(false);
                }),
                Row.of(Where.IN_PLACE, "LockSupport.park()", s -> {
                    s.run(LockSupport::park).use(ThreadRows::parkAndBeUnparked);
                }).mayReturnEarly(),
                Row.of(Where.IN_PLACE, "LockSupport.park(blocker)", s -> {
                    s.run(() -> LockSupport.park(s)).use(ThreadRows::parkAndBeUnparked);
                }).mayReturnEarly(),
                Row.timed(Where.IN_PLACE, "LockSupport.parkNanos(nanos)", s -> {
                    s.run(() -> LockSupport.parkNanos(s.nanos)).use(ThreadRows::parkAndBeUnparked);
                }).mayReturnEarly(),
                Row.timed(Where.IN_PLACE, "LockSupport.parkUntil(deadline)", s -> {
                    s.run(() -> LockSupport.parkUntil(System.currentTimeMillis() + s.millis()));
                }).mayReturnEarly(),
                Row.of(Where.WAIT_EXIT, "Object.wait()", s -> {
                    Object monitor = monitor(s);
                    s.run(() -> {
                        synchronized (monitor) {
                            monitor.wait();
                        }
                    });
                }).mayReturnEarly(),
                Row.timed(Where.WAIT_EXIT, "Object.wait(millis)", s -> {
                    Object monitor = monitor(s);
                    s.run(() -> {
                        synchronized (monitor) {
                            monitor.wait(s.millis());
                        }
                    });
                }).mayReturnEarly(),
                Row.of(Where.AFTER, "synchronized, contended", ThreadRows::contended),
                Row.of(Where.YIELD, "Thread.yield()", s -> {
                    AtomicBoolean stop = new AtomicBoolean();
                    CountDownLatch yielding = new CountDownLatch(1);
                    s.run(() -> {
                        while (!stop.get()) {
                            Thread.yield();
                            yielding.countDown();
                        }
                    });
                    s.blocked(thread -> yielding.getCount() == 0).use(Thread::yield)
                            .release(() -> stop.set(true));
                }),
                Row.of(REFERENCE_QUEUE, "ReferenceQueue.remove()", s -> {
                    ReferenceQueue<Object> queue = new ReferenceQueue<>();
                    s.call(() -> queue.remove() != null);
                    referent(s, queue);
                }),
                Row.timed(REFERENCE_QUEUE, "ReferenceQueue.remove(millis)", s -> {
                    ReferenceQueue<Object> queue = new ReferenceQueue<>();
                    s.call(() -> queue.remove(s.millis()) != null).late(false);
                    referent(s, queue);
                }));
    }

    /** An interrupt ends the sleep, also one that comes while the callback itself sleeps. */
    private static void sleep(Scene s, Scene.Step sleep) {
        AtomicReference<Thread> sleeper = new AtomicReference<>();
        s.run(() -> {
            sleeper.set(Thread.currentThread());
            sleep.run();
        });
        s.use(() -> {
            try {
                Thread.sleep(1);
            } catch (InterruptedException e) {
                // The interrupt is the thread's own, and comes back after the callback.
            }
        });
        s.release(() -> sleeper.get().interrupt()).result("InterruptedException");
    }

    private static Thread other(Scene s, Thread.Builder builder) {
        CountDownLatch gate = new CountDownLatch(1);
        Thread other = builder.start(() -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        s.opened(gate::countDown);
        s.use(other::join).release(gate::countDown);
        return other;
    }

    /** The permits of a callback's parks are its own. */
    private static void parkAndBeUnparked() {
        Thread self = Thread.currentThread();
        Thread.startVirtualThread(() -> LockSupport.unpark(self));
        LockSupport.park();
        LockSupport.parkNanos(1_000);
    }

    private static Object monitor(Scene s) {
        Object monitor = new Object();
        s.use(() -> {
            synchronized (monitor) {
                monitor.wait(1);
                monitor.notifyAll();
            }
        });
        return monitor;
    }

    /** A thread of its own holds the monitor, since a lambda cannot leave it open. */
    private static void contended(Scene s) throws InterruptedException {
        Object monitor = new Object();
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        Thread holder = Thread.ofPlatform().start(() -> {
            synchronized (monitor) {
                held.countDown();
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        held.await();
        s.run(() -> {
            synchronized (monitor) {
                require(gate.getCount() == 0);
            }
        });
        s.blocked(Scene::isBlockedOnMonitor).opened(gate::countDown);
        s.use(() -> {
            synchronized (monitor) {
                holder.join();
            }
        });
        s.release(gate::countDown);
    }

    private static void referent(Scene s, ReferenceQueue<Object> queue) {
        Object referent = new Object();
        Reference<Object> reference = new WeakReference<>(referent, queue);
        s.use(() -> require(queue.poll() == null && reference.refersTo(referent)));
        s.release(reference::enqueue).result(true);
    }
}
