// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import io.taskwork.Notify;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * Checks which of two waiting threads gets what comes while the one whose turn it is runs a
 * callback.
 */
final class TakerCheck {
    /** The time for which the test watches that the other one does not get it. */
    private static final long WATCH_MILLIS = 20;

    private final Takers.Taker taker;
    private final Duration limit;

    TakerCheck(Takers.Taker taker, Duration limit) {
        this.taker = taker;
        this.limit = limit;
    }

    /**
     * Fails if the taker's description is wrong; a callback waits for what comes, however long that
     * takes.
     */
    void check() throws Exception {
        Queues.Queue queue = taker.maker().make();
        CountDownLatch over = new CountDownLatch(1);
        Caller first = new Caller(new Scene(0).run(queue.first()), limit).start();
        Caller second = new Caller(new Scene(0).run(queue.second()), limit).start();
        Caller busy = taker.lifo() ? second : first;
        Caller idle = taker.lifo() ? first : second;
        Caller.Callback callback = busy.add(Notify.SIGNAL, over::await);
        busy.awaitFinishOrBlocked(callback);
        try {
            queue.open().run();
            if (taker.passesOn()) {
                idle.awaitEnd();
            } else if (idle.thread.join(Duration.ofMillis(WATCH_MILLIS))) {
                throw new AssertionError("the next got it: the row is out of date");
            }
        } finally {
            over.countDown();
        }
        busy.awaitFinish(callback);
        if (!taker.passesOn()) {
            busy.awaitEnd();
        }
        queue.openAgain().run();
        busy.awaitEnd();
        idle.awaitEnd();
    }
}
