// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import io.taskwork.Notify;
import io.taskwork.TaskWork;
import io.taskwork.TaskWorks;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jctools.queues.MpscLinkedQueue;
import org.jctools.queues.MpscUnboundedArrayQueue;

/** A way of handing callbacks to a target; {@link AddCost} compares these. */
interface AddWay {
    /** Adds the work of a number. Any thread may call it, once per number until {@link #runAll}. */
    void add(int number);

    /** Returns once all added works have run. */
    void runAll();

    void stop() throws InterruptedException;

    /** Makes a way. A JVM should have only one, so that its calls compile as in a program. */
    static AddWay of(String way, String target, int adds) {
        return switch (way) {
            case "ConcurrentLinkedQueue" -> queue(new ConcurrentLinkedQueue<>(), target, false);
            case "queue, unpark" -> queue(new ConcurrentLinkedQueue<>(), target, true);
            case "MpscLinkedQueue" -> queue(new MpscLinkedQueue<>(), target, false);
            case "MpscUnboundedArrayQueue" ->
                queue(new MpscUnboundedArrayQueue<>(1_024), target, false);
            case "LinkedTransferQueue" -> queue(new LinkedTransferQueue<>(), target, false);
            case "ForkJoinPool" -> new Pool(target);
            default -> way.endsWith(", new")
                    ? fresh(Notify.valueOf(way.replace(", new", "")), target)
                    : kept(Notify.valueOf(way), target, adds);
        };
    }

    private static AddWay kept(Notify notify, String target, int adds) {
        AddTarget thread = new AddTarget(target, TaskWorks::run);
        TaskWork[] works = IntStream.range(0, adds).mapToObj(i -> TaskWork.of(thread.callback()))
                .toArray(TaskWork[]::new);
        return new ToThread(thread) {
            @Override
            public void add(int number) {
                TaskWorks.add(thread.thread(), works[number], notify);
            }
        };
    }

    private static AddWay fresh(Notify notify, String target) {
        AddTarget thread = new AddTarget(target, TaskWorks::run);
        return new ToThread(thread) {
            @Override
            public void add(int number) {
                TaskWorks.add(thread.thread(), thread.callback(), notify);
            }
        };
    }

    private static AddWay queue(Queue<Runnable> queue, String target, boolean unpark) {
        AddTarget thread = new AddTarget(target, () -> {
            for (Runnable next; (next = queue.poll()) != null; ) {
                next.run();
            }
        });
        return new ToThread(thread) {
            @Override
            public void add(int number) {
                queue.offer(thread.callback());
                if (unpark) {
                    LockSupport.unpark(thread.thread());
                }
            }
        };
    }

    /** A way to a thread that drains when it is asked to. */
    abstract class ToThread implements AddWay {
        private final AddTarget thread;

        ToThread(AddTarget thread) {
            this.thread = thread;
        }

        @Override
        public void runAll() {
            thread.runQueued();
        }

        @Override
        public void stop() throws InterruptedException {
            thread.stop();
        }
    }

    /** A pool with one worker, which is kept busy if the target is to be running. */
    final class Pool implements AddWay {
        private final ForkJoinPool pool = new ForkJoinPool(1);
        private final boolean running;
        private final Runnable callback = () -> {};
        private volatile boolean free;

        Pool(String target) {
            running = target.equals("running");
            occupy();
        }

        private void occupy() {
            if (running) {
                free = false;
                pool.execute(() -> {
                    while (!free) {
                        Thread.onSpinWait();
                    }
                });
            }
        }

        @Override
        public void add(int number) {
            pool.execute(callback);
        }

        @Override
        public void runAll() {
            free = true;
            while (!pool.isQuiescent() || pool.hasQueuedSubmissions()) {
                Thread.onSpinWait();
            }
            occupy();
        }

        @Override
        public void stop() {
            free = true;
            pool.close();
        }
    }
}
