// SPDX-License-Identifier: Apache-2.0
package io.taskwork.api;

import io.taskwork.Mask;
import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Kind;
import io.taskwork.support.Subject;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.StampedLock;

/** The places where threads can be: their code there, and what lets them out. */
final class Places {
    private Places() {}

    /** Reads from a pipe to which nobody writes. */
    static Subject.Body fileRead(List<Runnable> release) {
        Path pipe = Path.of(System.getProperty("java.io.tmpdir"), "taskwork-" + UUID.randomUUID());
        try {
            Process mkfifo = new ProcessBuilder("mkfifo", pipe.toString()).start();
            Await.require(mkfifo.waitFor() == 0, "no pipe");
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        release.add(() -> {
            try {
                new FileOutputStream(pipe.toFile()).close();
                Files.delete(pipe);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        return () -> {
            try (InputStream in = new FileInputStream(pipe.toFile())) {
                Await.require(in.read() == -1, "not the end");
            }
            return null;
        };
    }

    static Subject.Body park(List<Runnable> release) {
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

    static Subject.Body lock(List<Runnable> release) {
        ReentrantLock lock = new ReentrantLock();
        lock.lock();
        release.add(lock::unlock);
        return () -> {
            lock.lock();
            lock.unlock();
            return null;
        };
    }

    static Subject.Body latch(List<Runnable> release) {
        CountDownLatch latch = new CountDownLatch(1);
        release.add(latch::countDown);
        return () -> {
            latch.await();
            return null;
        };
    }

    /** Joins on a virtual thread. On a platform thread this is Object.wait. */
    static Subject.Body join(List<Runnable> release) {
        Subject other = Subject.parked(Kind.VIRTUAL);
        release.add(other::release);
        return () -> {
            other.thread.join();
            return null;
        };
    }

    static Subject.Body sleep(List<Runnable> release) {
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

    static Subject.Body monitorWait(List<Runnable> release) {
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

    static Subject.Body stampedLock(List<Runnable> release) {
        StampedLock lock = new StampedLock();
        long stamp = lock.writeLock();
        release.add(() -> lock.unlockWrite(stamp));
        return () -> {
            lock.unlockRead(lock.readLock());
            return null;
        };
    }

    static Subject.Body monitor(List<Runnable> release) {
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
        Await.passed("the lock is not held", held);
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

    static Subject.Body loop(List<Runnable> release) {
        AtomicBoolean free = new AtomicBoolean();
        release.add(() -> free.set(true));
        return () -> {
            while (!free.get()) {
                Thread.onSpinWait();
            }
            return null;
        };
    }

    static Subject.Body mask(List<Runnable> release) {
        Subject.Body park = park(release);
        return () -> {
            try (Mask mask = TaskWorks.mask()) {
                return park.run();
            }
        };
    }

    static Subject.Body maskedLoop(List<Runnable> release) {
        Subject.Body loop = loop(release);
        return () -> {
            try (Mask mask = TaskWorks.mask()) {
                return loop.run();
            }
        };
    }

    static Subject.Body callback(List<Runnable> release) {
        Subject.Body latch = latch(release);
        return () -> {
            var call = TaskWorks.call(Thread.currentThread(), latch::run, Notify.NONE);
            TaskWorks.run();
            return call.get();
        };
    }

    static Subject.Body socketRead(List<Runnable> release) {
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
