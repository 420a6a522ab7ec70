// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import io.netty.channel.DefaultEventLoop;
import io.taskwork.Notify;
import io.taskwork.TaskWork;
import io.taskwork.TaskWorks;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.locks.LockSupport;

/** A way of having another thread run a callback, together with that thread. */
abstract class Post {
    private final String name;
    private volatile long arrived;

    /** The callback that is posted; it stores when it ran. */
    final Runnable callback = () -> arrived = System.nanoTime();

    private Post(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** Causes one run of {@link #callback}. */
    abstract void post();

    /** Returns once the target is ready again. */
    void rest() throws InterruptedException {}

    /** Posts and waits; returns the nanoseconds from the post to the callback. */
    long once() throws InterruptedException {
        LockSupport.parkNanos(1L); // takes about 50 us, in which targets of unknown state block
        rest();
        arrived = 0L;
        long start = System.nanoTime();
        post();
        long end;
        while ((end = arrived) == 0L) {
            Thread.onSpinWait();
        }
        return end - start;
    }

    /** Returns all ways, each with its target, which has started. The first one is the limit. */
    static List<Post> all() {
        return List.of(unpark(), work("SIGNAL, parked", LockSupport::park, Notify.SIGNAL),
                work("SIGNAL, asleep", Post::sleep, Notify.SIGNAL), byHand("queue, unpark", false),
                byHand("queue, interrupt, parked", true), interruptSleeper(),
                executor("LinkedTransferQueue", taker(new LinkedTransferQueue<>())),
                executor("LinkedBlockingQueue", taker(new LinkedBlockingQueue<>())),
                executor("virtual-thread executor",
                        Executors.newSingleThreadExecutor(Thread.ofVirtual().factory())),
                executor("Netty DefaultEventLoop", new DefaultEventLoop()), handshake(), exit(),
                work("RESUME, parks 10 us", () -> LockSupport.parkNanos(10_000), Notify.RESUME),
                work("RESUME, parks 1 ms", () -> LockSupport.parkNanos(1_000_000), Notify.RESUME));
    }

    /** A post to a thread that repeats a blocking call forever. */
    private abstract static class ToThread extends Post {
        private final Thread target;

        ToThread(String name, Runnable block) {
            super(name);
            target = Thread.ofVirtual().start(() -> {
                while (true) {
                    block.run();
                }
            });
        }

        Thread target() {
            return target;
        }

        @Override
        void rest() {
            while (target.getState() == Thread.State.RUNNABLE) {
                Thread.onSpinWait();
            }
        }
    }

    private static Post unpark() {
        Runnable[] asked = new Runnable[1];
        return new ToThread("unpark", () -> {
            LockSupport.park();
            Runnable r = asked[0]; // visible, since the unpark happens before the park returns
            if (r != null) {
                r.run();
            }
        }) {
            @Override
            void post() {
                asked[0] = callback;
                LockSupport.unpark(target());
            }
        };
    }

    private static Post work(String name, Runnable block, Notify notify) {
        return new ToThread(name, block) {
            private final TaskWork work = TaskWork.of(callback);

            @Override
            void rest() {
                super.rest();
                while (work.state() != TaskWork.State.IDLE) {
                    Thread.onSpinWait();
                }
            }

            @Override
            void post() {
                TaskWorks.add(target(), work, notify);
            }
        };
    }

    private static void sleep() {
        try {
            Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Post byHand(String name, boolean interrupt) {
        Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
        return new ToThread(name, () -> {
            LockSupport.park();
            if (interrupt) {
                Thread.interrupted();
            }
            runAll(queue);
        }) {
            @Override
            void post() {
                queue.offer(callback);
                if (interrupt) {
                    target().interrupt();
                } else {
                    LockSupport.unpark(target());
                }
            }
        };
    }

    private static Post interruptSleeper() {
        Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
        return new ToThread("queue, interrupt, asleep", () -> {
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException e) {
                runAll(queue);
            }
        }) {
            @Override
            void post() {
                queue.offer(callback);
                target().interrupt();
            }
        };
    }

    private static void runAll(Queue<Runnable> queue) {
        for (Runnable next; (next = queue.poll()) != null; ) {
            next.run();
        }
    }

    private static Executor taker(BlockingQueue<Runnable> queue) {
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    queue.take().run();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        return queue::add;
    }

    private static Post executor(String name, Executor executor) {
        return new Post(name) {
            @Override
            void post() {
                executor.execute(callback);
            }
        };
    }

    private static Post handshake() {
        return new ToThread("handshake", LockSupport::park) {
            @Override
            void post() {
                target().getStackTrace();
                callback.run();
            }
        };
    }

    /** Starts a new thread each time, which is parked, gets a work, and is then told to end. */
    private static Post exit() {
        return new Post("NONE, exit") {
            private Thread target;

            @Override
            void rest() throws InterruptedException {
                if (target != null) {
                    target.join();
                }
                target = Thread.ofVirtual().start(LockSupport::park);
                while (target.getState() == Thread.State.RUNNABLE
                        || target.getState() == Thread.State.NEW) {
                    Thread.onSpinWait();
                }
            }

            @Override
            void post() {
                TaskWorks.add(target, callback, Notify.NONE);
                LockSupport.unpark(target);
            }
        };
    }
}
