// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import io.taskwork.Notify;
import io.taskwork.OwnedResource;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * {@code arena}: native memory that belongs to parked threads is released from outside, each
 * confined {@code Arena} by its owner, through SIGNAL.
 *
 * <p>A confined arena is cheap, but only its owner may close it, and the owner is blocked. A shared
 * one may be closed by anybody, but {@code close} has to stop every platform thread of the JVM for
 * a moment, in case it is using the memory, which is expensive if there are many. As an {@code
 * OwnedResource} with SIGNAL the confined arena is closed by its owner where the owner is blocked,
 * and the owner goes on waiting; it is closed at the owner's exit at the latest.
 *
 * <p>{@code Arenas [threads]}, 5,000 by default.
 */
public final class Arenas {
    private static final int[] PLATFORM_THREADS = {0, 100, 1000};
    private static final int BYTES = 4096;
    private static final int SHARED = 200;

    private Arenas() {}

    /** The nanoseconds for each close, while there are that many platform threads. */
    private record Row(int platformThreads, double shared, double oneByOne, double together) {
        @Override
        public String toString() {
            return "%,16d %10.1f x %10.1f x %14s %14s %14s".formatted(platformThreads,
                    shared / oneByOne, shared / together,
                    Sample.time(shared), Sample.time(oneByOne), Sample.time(together));
        }
    }

    /** A thread with native memory in an arena of its own. */
    private static final class Owner {
        final Thread thread;
        MemorySegment memory;
        volatile Thread closedBy;
        volatile int closes; // only one thread writes it; otherwise closedBy would be wrong
        volatile boolean endsWell;
        private OwnedResource<Arena> shared;

        Owner(int i, Supplier<Arena> arenas, CountDownLatch ready, CountDownLatch end) {
            thread = Thread.ofVirtual().name("owner-" + i).start(() -> {
                Arena arena = arenas.get();
                shared = OwnedResource.confined(arena, this::close, Notify.SIGNAL);
                memory = arena.allocate(BYTES);
                memory.fill((byte) i);
                ready.countDown();
                while (end.getCount() > 0) {
                    LockSupport.park(end);
                }
                endsWell = isGone();
            });
        }

        private void close(Arena arena) {
            arena.close();
            closes = closes + 1;
            closedBy = Thread.currentThread();
        }

        private boolean isGone() {
            try {
                memory.get(ValueLayout.JAVA_BYTE, 0);
                return false;
            } catch (IllegalStateException e) { // "Already closed"
                return true;
            }
        }
    }

    /**
     * Runs the sample.
     *
     * @param args how many virtual threads, or nothing
     */
    public static void main(String[] args) {
        Sample.main("arena", args, "virtual threads", 5_000, 100_000,
                (sample, threads) -> run(sample, threads, Arena::ofConfined));
    }

    static void run(Sample sample, int threads, Supplier<Arena> arenas) throws Exception {
        System.out.printf("%,d virtual threads, parked, each with %,d bytes in an arena of its own;"
                + " all closed from outside.%n%n", threads, BYTES);
        System.out.println("                  shared arena : confined one"
                + "          time for each close");
        System.out.println("platform threads    one by one   together"
                + "         shared     one by one       together");
        round(sample, threads, 0, arenas); // warms up
        for (int platformThreads : PLATFORM_THREADS) {
            System.out.println(round(sample, threads, platformThreads, arenas));
        }
        sample.conclude("%nAll %,d confined arenas (the first round is not shown) were closed,"
                + " each once,%nby its owner while it was parked; after that the owner could not"
                + " use the memory either%n(IllegalStateException).",
                threads * (1 + PLATFORM_THREADS.length));
    }

    private static Row round(
            Sample sample, int threads, int platformThreads, Supplier<Arena> arenas)
            throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        List<Thread> others = new ArrayList<>();
        for (int i = 0; i < platformThreads; i++) {
            others.add(Thread.ofPlatform().daemon().start(() -> parkUntil(end)));
        }
        CountDownLatch ready = new CountDownLatch(threads);
        List<Owner> owners = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            owners.add(new Owner(i, arenas, ready, end));
        }
        Sample.await(ready, "the arenas to be open");
        List<Thread> parked = owners.stream().map(o -> o.thread).toList();
        Sample.awaitBlocked(parked);
        checkAll(sample, owners, o -> o.memory.scope().isAlive(), "open before");
        checkAll(sample, owners.subList(0, 1), Arenas::isRefusedHere, "closed by its owner only");

        double shared = closeShared();
        double oneByOne = closeOneByOne(owners.subList(0, threads / 5));
        double together = closeTogether(owners.subList(threads / 5, threads));

        checkAll(sample, owners, o -> !o.memory.scope().isAlive(), "closed while parked");
        checkAll(sample, owners, o -> o.closedBy == o.thread, "closed by its owner");
        checkAll(sample, owners, o -> o.closes == 1, "closed once");
        checkAll(sample, owners, o -> o.thread.isAlive(), "parked after it as before");
        end.countDown();
        parked.forEach(LockSupport::unpark);
        others.forEach(LockSupport::unpark);
        Sample.join(parked);
        Sample.join(others);
        checkAll(sample, owners, o -> o.endsWell, "of no use to its owner any more");
        return new Row(platformThreads, shared, oneByOne, together);
    }

    private static double closeShared() {
        List<Arena> arenas = new ArrayList<>();
        for (int i = 0; i < SHARED; i++) {
            Arena arena = Arena.ofShared();
            arena.allocate(BYTES);
            arenas.add(arena);
        }
        long start = System.nanoTime();
        arenas.forEach(Arena::close);
        return (double) (System.nanoTime() - start) / SHARED;
    }

    /** Waits for each close before the next, as {@code close} of a shared arena does. */
    private static double closeOneByOne(List<Owner> owners) throws Exception {
        long start = System.nanoTime();
        for (Owner owner : owners) {
            owner.shared.release();
            owner.shared.closed().get(Sample.LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
        return (double) (System.nanoTime() - start) / owners.size();
    }

    private static double closeTogether(List<Owner> owners) throws Exception {
        long start = System.nanoTime();
        for (Owner owner : owners) {
            owner.shared.release();
        }
        for (Owner owner : owners) {
            Sample.await(() -> owner.closedBy != null, Sample.LIMIT, "the arenas to close");
        }
        return (double) (System.nanoTime() - start) / owners.size();
    }

    private static boolean isRefusedHere(Owner owner) {
        try {
            owner.shared.get().close();
            return false;
        } catch (WrongThreadException e) {
            return true;
        }
    }

    private static void checkAll(Sample sample, List<Owner> owners,
            Predicate<Owner> test, String claim) {
        long so = owners.stream().filter(test).count();
        sample.check(so == owners.size(), "%s: %,d of %,d", claim, so, owners.size());
    }

    private static void parkUntil(CountDownLatch end) {
        while (end.getCount() > 0) {
            LockSupport.park(end);
        }
    }
}
