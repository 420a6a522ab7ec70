// SPDX-License-Identifier: Apache-2.0
package io.taskwork.servers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Connections that make one request after the other, until they are told to stop. */
final class Load {
    private final int port;
    private final AtomicLong answers = new AtomicLong();
    private final AtomicLong errors = new AtomicLong();
    private final AtomicReference<String> firstError = new AtomicReference<>();
    private final List<Thread> clients = new ArrayList<>();
    private volatile boolean stopped;

    private Load(int port) {
        this.port = port;
    }

    static Load start(int port, int connections) {
        Load load = new Load(port);
        for (int i = 0; i < connections; i++) {
            long firstId = i * 1_000_000_000L;
            load.clients.add(Thread.startVirtualThread(() -> load.askOn(firstId)));
        }
        return load;
    }

    /** Ends when every request under way has been answered, or has failed. */
    void stop() throws InterruptedException {
        stopped = true;
        for (Thread client : clients) {
            client.join();
        }
    }

    long answers() {
        return answers.get();
    }

    long errors() {
        return errors.get();
    }

    /** Returns the text of one error, or null if there was none. */
    String firstError() {
        return firstError.get();
    }

    private void askOn(long firstId) {
        long id = firstId;
        while (!stopped) {
            try (Connection connection = new Connection(port)) {
                boolean open = true;
                while (open && !stopped) {
                    open = connection.ask((id % 2L == 0L ? "/fast/" : "/work/") + id);
                    id++;
                    answers.incrementAndGet();
                }
            } catch (IOException | RuntimeException e) {
                id++;
                errors.incrementAndGet();
                firstError.compareAndSet(null, e.toString());
            }
        }
    }
}
