// SPDX-License-Identifier: Apache-2.0
package io.taskwork.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The soak. The arguments are seconds, threads at a time, and a seed. It prints what was done, and
 * fails by exit code.
 */
final class SoakMain {
    static final int UNBALANCED = 3;
    static final int RETAINED = 4;
    static final int STUCK = 5;

    /**
     * The objects that each watched class may have: the JDK's own threads, the agent's, and what is
     * still on a stack.
     */
    private static final int SLACK = 400;

    private static final int SENDERS = 4;
    private static final long LIMIT_NANOS = 120_000_000_000L;

    private SoakMain() {}

    public static void main(String[] args) throws Exception {
        long seconds = Long.parseLong(args[0]);
        int size = Integer.parseInt(args[1]);
        SplittableRandom random = new SplittableRandom(Long.parseLong(args[2]));
        Ledger ledger = new Ledger();
        soak(seconds, size, random, ledger);
        System.out.println(ledger);
        System.out.flush();
        if (!ledger.isBalanced()) {
            Runtime.getRuntime().halt(UNBALANCED);
        }
        if (ledger.born.sum() < 2L * size || ledger.cancelled.sum() == 0) {
            Runtime.getRuntime().halt(STUCK);
        }
        Map<String, Long> retained = retained();
        System.out.println("retained: " + retained);
        Runtime.getRuntime().halt(retained.isEmpty() ? 0 : RETAINED);
    }

    private static void soak(long seconds, int size, SplittableRandom random, Ledger ledger)
            throws Exception {
        Crowd crowd = new Crowd(size, ledger);
        for (int i = 0; i < size; i++) {
            crowd.enter(i);
        }
        List<Senders> senders = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            Senders sender = new Senders(crowd, ledger, random.split());
            senders.add(sender);
            Thread.Builder builder = i == 0 ? Thread.ofPlatform() : Thread.ofVirtual();
            threads.add(builder.start(sender));
        }
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        long shown = System.nanoTime();
        while (System.nanoTime() < end || ledger.born.sum() < 2L * size) {
            Thread.sleep(50);
            if (System.nanoTime() - shown > 60_000_000_000L) {
                shown = System.nanoTime();
                Histogram histogram = Histogram.take();
                System.out.println(ledger + "; live: works " + histogram.count(
                        "io.taskwork.boot.Work") + ", targets " + histogram.count(
                        "io.taskwork.boot.Target") + ", threads " + histogram.count(
                        "java.lang.VirtualThread"));
            }
        }
        senders.forEach(Senders::end);
        for (Thread thread : threads) {
            thread.join();
        }
        crowd.end();
        long limit = System.nanoTime() + LIMIT_NANOS;
        for (int i = 0; i < size; i++) {
            for (Thread thread; (thread = crowd.places.get(i)) != null; ) {
                thread.join(1_000);
                if (System.nanoTime() > limit) {
                    System.out.println("STUCK " + thread + " " + thread.getState() + "; " + ledger);
                    System.out.flush();
                    Runtime.getRuntime().halt(STUCK);
                }
                if (!thread.isAlive()) {
                    crowd.places.compareAndSet(i, thread, null);
                }
            }
        }
    }

    /** Returns what is retained after the last escalations are over. */
    private static Map<String, Long> retained() throws Exception {
        Map<String, Long> retained = Histogram.take().moreThan(SLACK);
        for (int i = 0; i < 50 && !retained.isEmpty(); i++) {
            Thread.sleep(100);
            retained = Histogram.take().moreThan(SLACK);
        }
        return retained;
    }
}
