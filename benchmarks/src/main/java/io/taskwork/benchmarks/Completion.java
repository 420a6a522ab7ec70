// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import io.taskwork.Notify;
import io.taskwork.TaskWork;
import io.taskwork.TaskWorks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/**
 * A connection of {@link EchoServer}, its virtual thread, and the way in which the thread learns
 * that a read is complete. There is one request at a time; what was read stays until it is echoed.
 */
abstract class Completion {
    /** All ways; the others are compared with the first. */
    static final List<String> WAYS = List.of(EchoServer.INTERRUPT, "SIGNAL, parked",
            "queue, unpark", "LinkedTransferQueue", "RESUME, parks 50 us",
            "interrupt, acquire", "SIGNAL, acquire");

    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocateDirect(EchoClient.REQUEST);
    private final ByteBuffer out = in.duplicate();
    private final Thread thread;

    /** Completes the read; it must run on the connection's thread. */
    final Runnable arrival = () -> ready = true;

    private boolean ready;

    private Completion(SocketChannel channel) {
        this.channel = channel;
        thread = Thread.ofVirtual().unstarted(this::live);
    }

    static Completion of(String way, SocketChannel channel) {
        Completion connection = switch (way) {
            case EchoServer.INTERRUPT -> new ByQueue(channel, true);
            case "queue, unpark" -> new ByQueue(channel, false);
            case "SIGNAL, parked" -> new ByWork(channel, Notify.SIGNAL, LockSupport::park);
            case "RESUME, parks 50 us" -> new ByWork(
                    channel, Notify.RESUME, () -> LockSupport.parkNanos(50_000));
            case "LinkedTransferQueue" -> new ByTransfer(channel);
            case "interrupt, acquire" -> new InterruptedAcquire(channel);
            case "SIGNAL, acquire" -> new SignalledAcquire(channel);
            default -> throw new IllegalArgumentException(way);
        };
        connection.thread.start();
        return connection;
    }

    final Thread thread() {
        return thread;
    }

    /** Reads, on the other thread; the result is negative if the client has gone. */
    final int read() throws IOException {
        int n = channel.read(in);
        if (!in.hasRemaining()) {
            in.clear();
            post();
        }
        return n;
    }

    /** Has the connection's thread run {@link #arrival} and go on; called on the other thread. */
    abstract void post();

    /** Waits on the connection's thread, and may return early. */
    abstract void await() throws InterruptedException;

    private void live() {
        try {
            while (true) {
                while (!ready) {
                    await();
                }
                ready = false;
                out.clear();
                while (out.hasRemaining()) {
                    channel.write(out);
                }
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class ByWork extends Completion {
        private final TaskWork work = TaskWork.of(arrival);
        private final Notify notify;
        private final Runnable park;

        ByWork(SocketChannel channel, Notify notify, Runnable park) {
            super(channel);
            this.notify = notify;
            this.park = park;
        }

        @Override
        void post() {
            TaskWorks.add(thread(), work, notify);
        }

        @Override
        void await() {
            park.run();
        }
    }

    private static final class ByQueue extends Completion {
        private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
        private final boolean interrupt;

        ByQueue(SocketChannel channel, boolean interrupt) {
            super(channel);
            this.interrupt = interrupt;
        }

        @Override
        void post() {
            queue.offer(arrival);
            if (interrupt) {
                thread().interrupt();
            } else {
                LockSupport.unpark(thread());
            }
        }

        @Override
        void await() {
            LockSupport.park();
            if (interrupt) {
                Thread.interrupted();
            }
            for (Runnable next; (next = queue.poll()) != null; ) {
                next.run();
            }
        }
    }

    private static final class ByTransfer extends Completion {
        private final LinkedTransferQueue<Runnable> queue = new LinkedTransferQueue<>();

        ByTransfer(SocketChannel channel) {
            super(channel);
        }

        @Override
        void post() {
            queue.put(arrival);
        }

        @Override
        void await() throws InterruptedException {
            queue.take().run();
        }
    }

    /** Works like a signal with EINTR: the blocking call fails and is repeated. */
    private static final class InterruptedAcquire extends Completion {
        private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
        private final Semaphore semaphore = new Semaphore(0);

        InterruptedAcquire(SocketChannel channel) {
            super(channel);
        }

        @Override
        void post() {
            queue.offer(() -> {
                arrival.run();
                semaphore.release();
            });
            thread().interrupt();
        }

        @Override
        void await() {
            while (true) {
                try {
                    semaphore.acquire();
                    return;
                } catch (InterruptedException e) {
                    for (Runnable next; (next = queue.poll()) != null; ) {
                        next.run();
                    }
                }
            }
        }
    }

    private static final class SignalledAcquire extends Completion {
        private final Semaphore semaphore = new Semaphore(0);
        private final TaskWork work = TaskWork.of(() -> {
            arrival.run();
            semaphore.release();
        });

        SignalledAcquire(SocketChannel channel) {
            super(channel);
        }

        @Override
        void post() {
            TaskWorks.add(thread(), work, Notify.SIGNAL);
        }

        @Override
        void await() throws InterruptedException {
            semaphore.acquire();
        }
    }
}
