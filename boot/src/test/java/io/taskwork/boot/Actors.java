// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The threads of one round: they start together, and one that gets stuck is noticed. */
final class Actors {
    /** What an actor does; may call {@link #pause}. */
    interface Body {
        void run();
    }

    /** Ends an actor whose round is over already. */
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
                // Reported as stuck.
            } catch (Throwable e) {
                failure = e;
            }
        }));
    }

    /** Lets all go and waits for them. Null if all came to their end, else what happened. */
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

    /** To be called in every loop that waits for another actor. */
    static void pause() {
        stopIfOver();
        Thread.yield();
    }

    /** Patched classes call it too, in loops that never end in a broken queue. */
    static void stopIfOver() {
        if (Thread.currentThread().isInterrupted()) {
            throw new Stopped();
        }
    }
}
