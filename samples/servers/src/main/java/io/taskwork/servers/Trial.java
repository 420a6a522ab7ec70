// SPDX-License-Identifier: Apache-2.0
package io.taskwork.servers;

import java.time.Duration;

/** What a server did under load for some time. */
record Trial(long answers, long nanos, Duration cpu, long errors, String firstError) {
    private static final int CONNECTIONS = 32;

    /** What happens during the load; it ends when this returns. */
    interface Span {
        void pass() throws Exception;
    }

    /** Loads the server; returns when every request under way has been answered, or has failed. */
    static Trial of(ServerProcess server, Span span) throws Exception {
        long start = System.nanoTime();
        Duration cpu = server.cpu();
        Load load = Load.start(server.port(), CONNECTIONS);
        span.pass();
        load.stop();
        return new Trial(load.answers(), System.nanoTime() - start, server.cpu().minus(cpu),
                load.errors(), load.firstError());
    }

    double rate() {
        return answers * 1e9 / nanos;
    }

    double cpuMicros() {
        return cpu.toNanos() / 1e3 / answers;
    }
}
