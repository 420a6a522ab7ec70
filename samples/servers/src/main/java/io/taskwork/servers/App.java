// SPDX-License-Identifier: Apache-2.0
package io.taskwork.servers;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The application that all servers serve. It blocks where the code behind many servers blocks, and
 * answers a path with that path, so that the client can tell a wrong answer.
 *
 * <ul>
 *   <li>{@code /fast/ID}: at once
 *   <li>{@code /work/ID}: a connection from a pool, a sleep, a lock, a future of another thread
 *   <li>{@code /slow/ID}: some seconds in one of four calls, by ID: for a look from outside
 * </ul>
 */
final class App {
    private static final int CONNECTIONS = 8;
    private static final long SLOW_MILLIS = 8_000L;

    private static final BlockingQueue<Object> POOL = new ArrayBlockingQueue<>(CONNECTIONS);
    private static final ReentrantLock LEDGER = new ReentrantLock();
    private static final Condition AUDITED = LEDGER.newCondition();

    static {
        for (int i = 0; i < CONNECTIONS; i++) {
            POOL.add(new Object());
        }
    }

    private static long entries;

    private App() {}

    static String answer(String path) throws Exception {
        RequestLog.CURRENT.set(new RequestLog(path, System.nanoTime()));
        try {
            if (path.startsWith("/work/")) {
                work();
            } else if (path.startsWith("/slow/")) {
                slow(Integer.parseInt(path.substring("/slow/".length())) % 4);
            }
            return path;
        } finally {
            RequestLog.CURRENT.remove();
        }
    }

    private static void work() throws InterruptedException, ExecutionException {
        Object connection = POOL.take();
        try {
            Thread.sleep(1L); // a query
        } finally {
            POOL.add(connection);
        }
        LEDGER.lock();
        try {
            entries++;
        } finally {
            LEDGER.unlock();
        }
        CompletableFuture<Long> other = new CompletableFuture<>();
        Thread.startVirtualThread(() -> other.complete(entries));
        other.get();
    }

    private static void slow(int where) throws InterruptedException, IOException {
        switch (where) {
            case 0 -> retryLater();
            case 1 -> waitForAudit();
            case 2 -> lockLedger();
            default -> Backend.ask(SLOW_MILLIS);
        }
    }

    private static void retryLater() throws InterruptedException {
        Thread.sleep(SLOW_MILLIS);
    }

    /** Nobody audits, and therefore this waits for as long as it may. */
    private static void waitForAudit() throws InterruptedException {
        LEDGER.lock();
        try {
            long left = SLOW_MILLIS * 1_000_000L;
            while (left > 0L) {
                left = AUDITED.awaitNanos(left);
            }
        } finally {
            LEDGER.unlock();
        }
    }

    /** The first thread holds the ledger for a long time, and the others queue for it. */
    private static void lockLedger() throws InterruptedException {
        LEDGER.lock();
        try {
            if (!LEDGER.hasQueuedThreads()) {
                Thread.sleep(SLOW_MILLIS / 4L);
            }
        } finally {
            LEDGER.unlock();
        }
    }
}
