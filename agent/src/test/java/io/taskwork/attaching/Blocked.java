// SPDX-License-Identifier: Apache-2.0
package io.taskwork.attaching;

import io.taskwork.Notify;
import io.taskwork.Status;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Tour;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import net.bytebuddy.agent.ByteBuddyAgent;

/**
 * A program whose virtual threads have blocked before the agent comes. It prints {@code blocked},
 * and then waits for the agent, or attaches it itself if its jar is the argument. It ends with
 * {@code all reached}, and a tour by threads that are younger than the agent.
 */
final class Blocked {
    private interface Call {
        void call() throws InterruptedException;
    }

    private static volatile boolean released;

    private final Map<String, Thread> reachedNow = new LinkedHashMap<>();
    private final Map<String, Thread> reachedLater = new LinkedHashMap<>();
    private final AtomicInteger ran = new AtomicInteger();

    public static void main(String[] args) throws Exception {
        Blocked program = new Blocked();
        ReentrantLock lock = new ReentrantLock();
        lock.lock();
        CountDownLatch latch = new CountDownLatch(1);
        BlockingQueue<String> items = new ArrayBlockingQueue<>(1);
        BlockingQueue<String> handedOver = new SynchronousQueue<>();
        CompletableFuture<String> future = new CompletableFuture<>();
        Object monitor = new Object();
        start(program.reachedNow, "park", Blocked::parkUntilReleased);
        start(program.reachedNow, "sleep", () -> Thread.sleep(3_600_000));
        start(program.reachedNow, "CompletableFuture.join", future::join);
        start(program.reachedNow, "SynchronousQueue.take", handedOver::take);
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        start(program.reachedNow, "ServerSocket.accept", () -> accept(server));
        start(program.reachedLater, "ReentrantLock.lock", () -> {
            lock.lock();
            lock.unlock();
            parkUntilReleased();
        });
        start(program.reachedLater, "CountDownLatch.await", () -> {
            latch.await();
            parkUntilReleased();
        });
        start(program.reachedLater, "ArrayBlockingQueue.take", () -> {
            items.take();
            parkUntilReleased();
        });
        // before that, nothing tells of a wait that is not woven
        if (Runtime.version().feature() >= 24) {
            startWaits(program, monitor);
        }
        System.out.println("blocked");

        if (args.length > 0) {
            ByteBuddyAgent.attach(new File(args[0]),
                    Long.toString(ProcessHandle.current().pid()));
        }
        Await.until("no agent came", () -> TaskWorks.status().state() == Status.State.ACTIVE);

        program.reachedNow.forEach(program::signal);
        program.reachedLater.forEach(program::add);
        lock.unlock();
        latch.countDown();
        items.add("item");
        Await.until("not reached after the wait",
                () -> program.ran.get() == program.works());
        program.exitHook(program.reachedNow.get("park"));
        System.out.println("all reached");
        Tour.main(args);
        System.exit(0);
    }

    private static void startWaits(Blocked program, Object monitor) {
        start(program.reachedNow, "Object.wait", () -> {
            synchronized (monitor) {
                while (!released) {
                    monitor.wait();
                }
            }
        });
        start(program.reachedNow, "Object.wait, timed", () -> {
            synchronized (monitor) {
                while (!released) {
                    monitor.wait(3_600_000);
                }
            }
        });
    }

    private static void accept(ServerSocket server) {
        try {
            server.accept().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void parkUntilReleased() {
        while (!released) {
            LockSupport.park();
        }
    }

    private static void start(Map<String, Thread> threads, String name, Call call) {
        Thread thread = Thread.ofVirtual().name(name).start(() -> {
            try {
                call.call();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        Await.blocked(thread);
        threads.put(name, thread);
    }

    private int works() {
        return 2 * reachedNow.size() + reachedLater.size();
    }

    /**
     * Sends two SIGNALs: what was woven is not yet on the stack at the first one, and is at the
     * second.
     */
    private void signal(String name, Thread thread) {
        for (int i = 0; i < 2; i++) {
            Await.blocked(thread);
            int after = ran.get() + 1;
            add(name, thread);
            Await.until("no SIGNAL in " + name, () -> ran.get() == after);
        }
        Await.blocked(thread);
    }

    /**
     * Checks the exit hook of a thread that entered {@code VirtualThread.run} before the agent
     * came, and runs its last works as well.
     */
    private void exitHook(Thread thread) throws InterruptedException {
        int after = ran.get() + 1;
        if (!TaskWorks.add(thread, () -> count(thread.getName()), Notify.NONE)) {
            throw new AssertionError("add");
        }
        released = true;
        LockSupport.unpark(thread);
        thread.join();
        if (ran.get() != after || TaskWorks.add(thread, () -> {}, Notify.NONE)) {
            throw new AssertionError("ran " + ran + ", expected " + after);
        }
    }

    private void add(String name, Thread thread) {
        if (!TaskWorks.add(thread, () -> count(name), Notify.SIGNAL)) {
            throw new AssertionError("add to " + name);
        }
    }

    private void count(String name) {
        if (Thread.currentThread().getName().equals(name)) {
            ran.incrementAndGet();
        }
    }
}
