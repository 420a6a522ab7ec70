// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** One scene under SIGNALs from a platform thread and from virtual threads. */
final class StormRun {
    private static final int VIRTUAL_SIGNALLERS = 2;

    private final StormScene scene;
    private final SplittableRandom seeds;
    private final List<Thread> workers = new ArrayList<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong ran = new AtomicLong();
    private volatile boolean calm;

    StormRun(StormScene scene, long seed) {
        this.scene = scene;
        seeds = new SplittableRandom(seed);
    }

    String run(long millis) throws Exception {
        for (Scene.Step body : scene.workers()) {
            workers.add(start(Thread.ofVirtual().name("worker " + workers.size()), body));
        }
        List<Thread> signallers = new ArrayList<>();
        for (int i = 0; i <= VIRTUAL_SIGNALLERS; i++) {
            RandomGenerator random = seeds.split();
            Thread.Builder builder = i == 0 ? Thread.ofPlatform() : Thread.ofVirtual();
            signallers.add(start(builder.name("signaller " + i), () -> signal(random)));
        }
        // This is the length of the storm, of which nothing passes while the whole machine stands
        // still.
        for (long left = millis; left > 0 && failures.isEmpty(); left -= 10) {
            LockSupport.parkNanos(10_000_000L);
        }
        calm = true;
        for (Thread signaller : signallers) {
            signaller.join();
        }
        // Works end before the scene does, so that none uses it when its sums are looked at.
        while (ran.get() < accepted.get() && failures.isEmpty()) {
            LockSupport.parkNanos(100_000);
        }
        scene.stop();
        for (Thread worker : workers) {
            worker.join();
        }
        if (!failures.isEmpty()) {
            throw new AssertionError("failures: " + failures.size(), failures.peek());
        }
        StormQueues.requireEqual("works that ran", accepted.get(), ran.get());
        long done = scene.check();
        if (done == 0 || accepted.get() == 0) {
            throw new AssertionError(done + " rounds under " + accepted + " SIGNALs");
        }
        return done + " rounds, " + accepted + " SIGNALs";
    }

    /**
     * Called by workers once in each round; it rests now and then. A carrier serves its own queue
     * first, and if that never runs empty, it never looks at threads that a timer or a platform
     * thread woke.
     */
    static void breathe(long round) {
        if (round % 64 == 0) {
            LockSupport.parkNanos(20_000);
        }
    }

    private Thread start(Thread.Builder builder, Scene.Step body) {
        return builder.start(() -> {
            try {
                body.run();
            } catch (Throwable e) {
                failures.add(e);
            }
        });
    }

    private void signal(RandomGenerator random) {
        while (!calm && failures.isEmpty()) {
            Thread target = workers.get(random.nextInt(workers.size()));
            if (!TaskWorks.pending(target)) {
                accepted.incrementAndGet();
                if (!TaskWorks.add(target, callback(new SplittableRandom(random.nextLong())),
                        Notify.SIGNAL)) {
                    throw new AssertionError("refused by a thread that runs");
                }
            }
            if (random.nextInt(4) == 0) {
                Thread.yield();
            } else if (random.nextInt(8) == 0) {
                LockSupport.parkNanos(random.nextInt(50_000));
            }
        }
    }

    private Runnable callback(SplittableRandom random) {
        AtomicBoolean once = new AtomicBoolean();
        return () -> {
            try {
                if (!once.compareAndSet(false, true)) {
                    throw new AssertionError("a work ran twice");
                }
                switch (random.nextInt(8)) {
                    case 0 -> Thread.yield();
                    case 1 -> LockSupport.parkNanos(random.nextInt(50_000));
                    default -> scene.callback(random);
                }
            } catch (Throwable e) {
                failures.add(e);
            } finally {
                ran.incrementAndGet();
            }
        };
    }
}
