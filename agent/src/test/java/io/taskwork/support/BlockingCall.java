// SPDX-License-Identifier: Apache-2.0
package io.taskwork.support;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A call that blocks a virtual thread until somebody releases it.
 *
 * @param name what a failing test shows
 * @param block the call; ends with {@link #RELEASED} if it did what it is there for
 * @param release lets the call end; run by another thread, once, with the blocked one
 * @param mayReturnEarly its contract allows spurious returns
 */
public record BlockingCall(
        String name, Subject.Body block, Release release, boolean mayReturnEarly) {
    public static final String RELEASED = "released";

    private static final long LONG = Await.LONG.toSeconds();

    public interface Release {
        void release(Thread blocked) throws Exception;
    }

    /** Adds an action that is to be part of the call. */
    public interface Action {
        void run() throws Exception;
    }

    public static BlockingCall call(String name, Subject.Body block, Action release) {
        return new BlockingCall(name, block, thread -> release.run(), false);
    }

    public static BlockingCall action(String name, Action block, Action release) {
        return call(name, () -> {
            block.run();
            return RELEASED;
        }, release);
    }

    /** Makes a call of what reports a time-out by false. */
    public static String released(boolean inTime) {
        return inTime ? RELEASED : "timed out";
    }

    @Override
    public String toString() {
        return name;
    }

    /** Returns fresh instances of all of them. */
    public static Stream<BlockingCall> all() throws Exception {
        return Stream.of(early(), queues(), synchronizers(), LockCalls.all(), IoCalls.all())
                .flatMap(List::stream);
    }

    private static List<BlockingCall> early() {
        Object monitor = new Object();
        Object timedMonitor = new Object();
        return List.of(
                new BlockingCall("LockSupport.park", () -> {
                    LockSupport.park();
                    return RELEASED;
                }, LockSupport::unpark, true),
                new BlockingCall("LockSupport.parkNanos", () -> {
                    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(LONG));
                    return RELEASED;
                }, LockSupport::unpark, true),
                new BlockingCall("Object.wait", () -> {
                    synchronized (monitor) {
                        monitor.wait();
                    }
                    return RELEASED;
                }, thread -> notify(monitor), true),
                new BlockingCall("Object.wait(ms)", () -> {
                    synchronized (timedMonitor) {
                        timedMonitor.wait(TimeUnit.SECONDS.toMillis(LONG));
                    }
                    return RELEASED;
                }, thread -> notify(timedMonitor), true));
    }

    private static void notify(Object monitor) {
        synchronized (monitor) {
            monitor.notifyAll();
        }
    }

    private static List<BlockingCall> queues() {
        LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();
        LinkedBlockingQueue<String> timed = new LinkedBlockingQueue<>();
        LinkedBlockingQueue<String> bounded = new LinkedBlockingQueue<>(1);
        bounded.add("old");
        SynchronousQueue<String> taken = new SynchronousQueue<>();
        SynchronousQueue<String> put = new SynchronousQueue<>();
        LinkedTransferQueue<String> transfer = new LinkedTransferQueue<>();
        Exchanger<String> exchanger = new Exchanger<>();
        return List.of(
                call("LinkedBlockingQueue.take", queue::take, () -> queue.put(RELEASED)),
                call("LinkedBlockingQueue.poll(s)", () -> timed.poll(LONG, TimeUnit.SECONDS),
                        () -> timed.put(RELEASED)),
                action("LinkedBlockingQueue.put", () -> bounded.put("new"), bounded::take),
                call("SynchronousQueue.take", taken::take, () -> taken.put(RELEASED)),
                action("SynchronousQueue.put", () -> put.put("item"), put::take),
                call("LinkedTransferQueue.take", transfer::take, () -> transfer.put(RELEASED)),
                call("Exchanger.exchange", () -> exchanger.exchange("mine"),
                        () -> exchanger.exchange(RELEASED, LONG, TimeUnit.SECONDS)));
    }

    private static List<BlockingCall> synchronizers() {
        CountDownLatch latch = new CountDownLatch(1);
        CountDownLatch timedLatch = new CountDownLatch(1);
        Semaphore semaphore = new Semaphore(0);
        CompletableFuture<String> joined = new CompletableFuture<>();
        CompletableFuture<String> got = new CompletableFuture<>();
        FutureTask<String> task = new FutureTask<>(() -> RELEASED);
        CyclicBarrier barrier = new CyclicBarrier(2);
        Phaser phaser = new Phaser(2);
        CountDownLatch threadEnds = new CountDownLatch(1);
        Thread virtual = Thread.startVirtualThread(() -> Await.passed("release", threadEnds));
        CountDownLatch platformEnds = new CountDownLatch(1);
        Thread platform = Thread.ofPlatform().daemon()
                .start(() -> Await.passed("release", platformEnds));
        return List.of(
                action("CountDownLatch.await", latch::await, latch::countDown),
                call("CountDownLatch.await(s)",
                        () -> released(timedLatch.await(LONG, TimeUnit.SECONDS)),
                        timedLatch::countDown),
                action("Semaphore.acquire", semaphore::acquire, semaphore::release),
                call("CompletableFuture.join", joined::join, () -> joined.complete(RELEASED)),
                call("CompletableFuture.get(s)", () -> got.get(LONG, TimeUnit.SECONDS),
                        () -> got.complete(RELEASED)),
                call("FutureTask.get", task::get, task::run),
                action("CyclicBarrier.await", barrier::await,
                        () -> barrier.await(LONG, TimeUnit.SECONDS)),
                action("Phaser.arriveAndAwaitAdvance", phaser::arriveAndAwaitAdvance,
                        phaser::arrive),
                action("Thread.join, virtual", virtual::join, threadEnds::countDown),
                action("Thread.join, platform", platform::join, platformEnds::countDown));
    }
}
