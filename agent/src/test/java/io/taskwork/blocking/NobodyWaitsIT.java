// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.taskwork.Notify;
import io.taskwork.support.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Exchanger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Nobody waits for a callback. It may even wait, in any way, for a thread that queues behind its
 * own. If callbacks ran in place there, all of these would deadlock.
 */
@Tag("image")
@Tag("jdk")
@Tag("points")
class NobodyWaitsIT {

    /** How a callback waits for another thread. */
    enum Way {
        LATCH,
        MONITOR,
        LOOP
    }

    /** A mark that the thread sets which is behind in the queue. */
    private static final class Done {
        private final CountDownLatch latch = new CountDownLatch(1);

        synchronized void set() {
            latch.countDown();
            notifyAll();
        }

        void await(Way way) throws InterruptedException {
            switch (way) {
                case LATCH -> latch.await();
                case MONITOR -> awaitNotify();
                case LOOP -> {
                    while (latch.getCount() != 0) {
                        Thread.sleep(1);
                    }
                }
            }
        }

        private synchronized void awaitNotify() throws InterruptedException {
            while (latch.getCount() != 0) {
                wait();
            }
        }
    }

    record Case(Queues.Named queue, Way way) {}

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (Queues.Named queue : Queues.all()) {
            add(cases, queue);
        }
        for (Takers.Taker taker : Takers.all()) {
            if (taker.passesOn()) {
                add(cases, new Queues.Named(taker.call(), taker.maker()));
            }
        }
        return cases;
    }

    private static void add(List<Case> cases, Queues.Named queue) {
        for (Way way : Way.values()) {
            cases.add(new Case(queue, way));
        }
    }

    /** The first in the queue runs a callback that waits until the second has had its turn. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void callbackWaitsForTheThreadBehind(Case c) throws Exception {
        Queues.Queue queue = c.queue.maker().make();
        Done done = new Done();
        Caller first = caller(queue.first());
        Caller second = caller(() -> {
            queue.second().run();
            done.set();
        });
        Caller.Callback callback = first.add(Notify.SIGNAL, () -> done.await(c.way));
        first.awaitFinishOrBlocked(callback);
        try {
            queue.open().run();
            assertEquals("done", second.awaitEnd());
        } finally {
            done.set(); // so that a failed test leaves no thread behind
        }
        first.awaitFinish(callback);
        queue.openAgain().run();
        assertEquals("done", first.awaitEnd());
    }

    /**
     * Two threads never wait for the same partner: whoever comes takes the busy one's item, and
     * goes.
     */
    @Test
    void callbackWaitsForThePartnerOfItsExchange() throws Exception {
        Exchanger<String> exchanger = new Exchanger<>();
        Done done = new Done();
        Caller first = new Caller(
                new Scene(0).call(() -> exchanger.exchange("first's")), Await.LIMIT).start();
        Caller.Callback callback = first.add(Notify.SIGNAL, () -> done.await(Way.LATCH));
        first.awaitFinishOrBlocked(callback);
        try {
            Caller second = new Caller(
                    new Scene(0).call(() -> exchanger.exchange("second's")), Await.LIMIT);
            second.thread.start();
            assertEquals("first's", second.awaitEnd());
        } finally {
            done.set();
        }
        first.awaitFinish(callback);
        assertEquals("second's", first.awaitEnd());
    }

    private static Caller caller(Scene.Step step) {
        return new Caller(new Scene(0).run(step), Await.LIMIT).start();
    }
}
