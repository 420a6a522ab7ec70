// SPDX-License-Identifier: Apache-2.0
package io.taskwork.servers;

/** What a request's thread knows about it, like the thread-local context of a logging library. */
record RequestLog(String path, long startNanos) {
    static final ThreadLocal<RequestLog> CURRENT = new ThreadLocal<>();

    @Override
    public String toString() {
        return path + ", " + (System.nanoTime() - startNanos) / 1_000_000L + " ms old";
    }
}
