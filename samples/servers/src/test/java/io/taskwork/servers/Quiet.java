// SPDX-License-Identifier: Apache-2.0
package io.taskwork.servers;

/** A program to look at. It prints one line, and ends when it reads one. */
final class Quiet {
    static final ThreadLocal<String> LOCAL = new ThreadLocal<>();
    static final ThreadLocal<String> THROWS = ThreadLocal.withInitial(() -> {
        throw new IllegalStateException("no value");
    });
    static final String TEXT = "text";

    final ThreadLocal<String> notStatic = new ThreadLocal<>();

    private Quiet() {}

    public static void main(String[] args) throws Exception {
        Thread thread = Thread.ofVirtual().name("sleeper").start(() -> {
            LOCAL.set("its own");
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.sleep(1L);
        }
        System.out.println("up");
        System.in.read();
    }
}
