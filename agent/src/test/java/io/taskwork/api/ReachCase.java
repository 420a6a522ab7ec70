// SPDX-License-Identifier: Apache-2.0
package io.taskwork.api;

import io.taskwork.Mask;
import io.taskwork.Notify;
import io.taskwork.Reach;
import io.taskwork.TaskWorks;
import io.taskwork.it.Await;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.StampedLock;
import java.util.stream.Stream;

/** A thread somewhere, what reach is to say of it, and what lets it go on. */
record ReachCase(String name, Kind kind, Reach reach, Place place) {
    @Override
    public String toString() {
        return kind + " " + name + ": " + reach;
    }

    /** A place that a thread can be in: its code, and what lets it out. */
    interface Place {
        Subject.Body enter(List<Runnable> release);
    }

    /** One at a time: a virtual thread that is pinned or running keeps a carrier. */
    Subject start(Runnable[] release) {
        List<Runnable> made = new ArrayList<>();
        Subject.Body body = place.enter(made);
        CountDownLatch entered = new CountDownLatch(1);
        Subject subject = Subject.start(kind, () -> {
            entered.countDown(); // before, a work could run at the start
            return body.run();
        });
        Await.passed("not started", entered);
        release[0] = made.getFirst();
        return subject;
    }

    static Stream<ReachCase> all() {
        List<ReachCase> cases = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            boolean virtual = kind == Kind.VIRTUAL;
            cases.add(new ReachCase("LockSupport.park", kind, Reach.NOW, ReachCase::park));
            cases.add(new ReachCase("lock", kind, Reach.NOW, ReachCase::lock));
            cases.add(new ReachCase("latch", kind, Reach.NOW, ReachCase::latch));
            cases.add(new ReachCase("join", kind, Reach.NOW, ReachCase::join));
            cases.add(new ReachCase("park in a class initializer", kind, Reach.NOW,
                    release -> InInitializer.run(park(release))));
            cases.add(new ReachCase("Thread.sleep", kind, virtual ? Reach.NOW : Reach.NO_RUN_POINT,
                    ReachCase::sleep));
            cases.add(new ReachCase("Object.wait", kind, virtual ? Reach.NOW : Reach.NO_RUN_POINT,
                    ReachCase::monitorWait));
            cases.add(new ReachCase("Object.wait in a class initializer", kind, Reach.NO_RUN_POINT,
                    release -> InInitializer.run(monitorWait(release))));
            cases.add(new ReachCase(
                    "StampedLock", kind, Reach.NO_RUN_POINT, ReachCase::stampedLock));
            cases.add(new ReachCase("synchronized", kind, Reach.MONITOR, ReachCase::monitor));
            cases.add(new ReachCase("synchronized in a class initializer", kind, Reach.MONITOR,
                    release -> InInitializer.run(monitor(release))));
            cases.add(new ReachCase("a loop", kind, Reach.RUNNING, ReachCase::loop));
            cases.add(new ReachCase("a mask", kind, Reach.MASKED, ReachCase::mask));
            cases.add(new ReachCase("a mask, running", kind, Reach.MASKED, ReachCase::maskedLoop));
            cases.add(new ReachCase("a callback", kind, Reach.DRAINING, ReachCase::callback));
        }
        cases.add(new ReachCase("Socket read", Kind.VIRTUAL, Reach.NOW, ReachCase::socketRead));
        cases.add(new ReachCase(
                "Socket read", Kind.PLATFORM, Reach.NO_RUN_POINT, ReachCase::socketRead));
        return cases.stream();
    }

    private static Subject.Body park(List<Runnable> release) {
        AtomicBoolean free = new AtomicBoolean();
        Thread[] self = new Thread[1];
        release.add(() -> {
            free.set(true);
            LockSupport.unpark(self[0]);
        });
        return () -> {
            self[0] = Thread.currentThread();
            while (!free.get()) {
                LockSupport.park();
            }
            return null;
        };
    }

    private static Subject.Body lock(List<Runnable> release) {
        ReentrantLock lock = new ReentrantLock();
        lock.lock();
        release.add(lock::unlock);
        return () -> {
            lock.lock();
            lock.unlock();
            return null;
        };
    }

    private static Subject.Body latch(List<Runnable> release) {
        CountDownLatch latch = new CountDownLatch(1);
        release.add(latch::countDown);
        return () -> {
            latch.await();
            return null;
        };
    }

    /** On a virtual thread. On a platform thread it is Object.wait. */
    private static Subject.Body join(List<Runnable> release) {
        Subject other = Subject.parked(Kind.VIRTUAL);
        release.add(other::release);
        return () -> {
            other.thread.join();
            return null;
        };
    }

    private static Subject.Body sleep(List<Runnable> release) {
        AtomicBoolean free = new AtomicBoolean();
        Thread[] self = new Thread[1];
        release.add(() -> {
            free.set(true);
            self[0].interrupt();
        });
        return () -> {
            self[0] = Thread.currentThread();
            try {
                Thread.sleep(Await.LONG);
                return free.get();
            } catch (InterruptedException e) {
                return null;
            }
        };
    }

    private static Subject.Body monitorWait(List<Runnable> release) {
        Object monitor = new Object();
        AtomicBoolean free = new AtomicBoolean();
        release.add(() -> {
            free.set(true);
            synchronized (monitor) {
                monitor.notifyAll();
            }
        });
        return () -> {
            synchronized (monitor) {
                while (!free.get()) {
                    monitor.wait();
                }
            }
            return null;
        };
    }

    private static Subject.Body stampedLock(List<Runnable> release) {
        StampedLock lock = new StampedLock();
        long stamp = lock.writeLock();
        release.add(() -> lock.unlockWrite(stamp));
        return () -> {
            lock.unlockRead(lock.readLock());
            return null;
        };
    }

    private static Subject.Body monitor(List<Runnable> release) {
        Object monitor = new Object();
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        Subject holder = Subject.start(Kind.PLATFORM, () -> {
            synchronized (monitor) {
                held.countDown();
                free.await();
            }
            return null;
        });
        Await.passed("not held", held);
        release.add(() -> {
            free.countDown();
            holder.result();
        });
        return () -> {
            synchronized (monitor) {
                return null;
            }
        };
    }

    private static Subject.Body loop(List<Runnable> release) {
        AtomicBoolean free = new AtomicBoolean();
        release.add(() -> free.set(true));
        return () -> {
            while (!free.get()) {
                Thread.onSpinWait();
            }
            return null;
        };
    }

    private static Subject.Body mask(List<Runnable> release) {
        Subject.Body park = park(release);
        return () -> {
            try (Mask _ = TaskWorks.mask()) {
                return park.run();
            }
        };
    }

    private static Subject.Body maskedLoop(List<Runnable> release) {
        Subject.Body loop = loop(release);
        return () -> {
            try (Mask _ = TaskWorks.mask()) {
                return loop.run();
            }
        };
    }

    private static Subject.Body callback(List<Runnable> release) {
        Subject.Body latch = latch(release);
        return () -> {
            var call = TaskWorks.call(Thread.currentThread(), latch::run, Notify.NONE);
            TaskWorks.run();
            return call.get();
        };
    }

    private static Subject.Body socketRead(List<Runnable> release) {
        try {
            ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
            InputStream in = server.accept().getInputStream();
            release.add(() -> {
                try (server; client) {
                    client.getOutputStream().write(1);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            return () -> in.read() == 1 ? null : "end";
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
