// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of one round: they start together, and one that gets stuck is noticed. */
final class Actors {
    /** The code of an actor; it may call {@link #pause}. */
    interface Body {
        void run();
    }

    /** Ends an actor whose round is already over. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stopped() {
            super(null, null, false, false);
        }
    }

    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean go;
    private volatile Throwable failure;

    void add(Body body) {
        threads.add(Thread.ofPlatform().daemon().name("actor-" + threads.size()).start(() -> {
            try {
                while (!go) {
                    pause();
                }
                body.run();
            } catch (Stopped e) {
                // It is reported as stuck.
            } catch (Throwable e) {
                failure = e;
            }
        }));
    }

    /** Adds one that drains the queue until nobody is busy, and once more after that. */
    void addRunner(Target queue, AtomicInteger busy) {
        add(() -> {
            boolean last;
            do {
                last = busy.get() == 0;
                Drain.nested(Thread.currentThread(), queue);
                pause();
            } while (!last);
        });
    }

    /**
     * Lets all go and waits for them. Returns null if all came to their end, and otherwise what
     * happened.
     */
    String run(Duration patience) throws InterruptedException {
        go = true;
        long deadline = System.nanoTime() + patience.toNanos();
        for (Thread thread : threads) {
            // A failed actor may be what another one waits for.
            while (failure == null && System.nanoTime() < deadline && thread.isAlive()) {
                thread.join(Duration.ofMillis(20));
            }
        }
        String stuck = null;
        for (Thread thread : threads) {
            if (thread.isAlive()) {
                stuck = "stuck: " + List.of(thread.getStackTrace());
                thread.interrupt();
            }
        }
        return failure != null ? "threw: " + failure : stuck;
    }

    /** Called in every loop that waits for another actor. */
    static void pause() {
        stopIfOver();
        Thread.yield();
    }

    /**
     * Ends an actor whose round is over. Patched classes call it as well, in loops that never end
     * in a broken queue.
     */
    static void stopIfOver() {
        if (Thread.currentThread().isInterrupted()) {
            throw new Stopped();
        }
    }
}
