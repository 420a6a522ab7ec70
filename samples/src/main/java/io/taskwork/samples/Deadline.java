// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * {@code deadline}: requests that take too long end themselves. A callback on the overdue thread
 * ends what the thread is blocked in, each thing in its own way: it closes the socket, cancels the
 * future, queues an end, or sets a flag. Then the thread's own code unwinds, and its {@code
 * finally} blocks clean up on the thread itself. (An exception that the callback throws would not
 * unwind it: it goes to the uncaught-exception handler. Neither would an interrupt that the
 * callback makes, since the thread's interrupt status is put back; where nothing else ends the
 * wait, another thread makes the interrupt.)
 *
 * <p>{@link TimeLimit} is what to copy. {@code Deadline [requests]}, 1,000 by default.
 */
public final class Deadline {
    private static final Duration GENEROUS = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration GRACE = Duration.ofMillis(20);

    private static final String PACKAGE = Deadline.class.getPackageName();

    /** There are few of these, since each yields all the time. */
    private static final int MOST_CALCULATING = 20;

    /** What a request does. */
    private interface Work {
        void run() throws Exception;
    }

    /** A thread that serves one request with one connection. It is read when it has exited. */
    private static final class Request {
        final Thread thread;
        final Work work;
        final Runnable release;
        Thread calledUpon;
        Thread cleanedUp;
        int calls;
        long overdue;
        String where = "";
        String unwoundBy = "";

        Request(Service service, Duration time, Work work, Runnable release) {
            this.work = work;
            this.release = release;
            thread = Thread.ofVirtual().start(() -> serve(service, time));
        }

        private void serve(Service service, Duration time) {
            service.connections.acquireUninterruptibly();
            try (TimeLimit _ = new TimeLimit(
                    time, service.grace, service.timers, this::onOverdue)) {
                work.run();
                unwoundBy = "(return)";
            } catch (Exception e) {
                unwoundBy = e.getClass().getSimpleName();
            } finally {
                cleanedUp = Thread.currentThread();
                service.connections.release();
            }
        }

        private void onOverdue(long nanos) {
            calls++;
            overdue = nanos;
            calledUpon = Thread.currentThread();
            where = blockedIn();
            release.run();
        }
    }

    private record Service(
            Semaphore connections, ScheduledExecutorService timers, Duration grace) {}

    private Deadline() {}

    /**
     * Runs the sample.
     *
     * @param args how many requests of each kind, or nothing
     */
    public static void main(String[] args) {
        Sample.main("deadline", args, "requests", 1_000, 5_000,
                (sample, requests) -> run(sample, requests, GRACE, Sample.LIMIT));
    }

    static void run(Sample sample, int requests, Duration grace, Duration limit) throws Exception {
        Service service = new Service(new Semaphore(2 * requests),
                Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory()),
                grace);
        List<Request> inTime = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            inTime.add(new Request(service, GENEROUS, () -> Thread.sleep(1), () -> { }));
        }
        join(inTime, limit);
        sample.check(inTime.stream().allMatch(r -> r.calls == 0), "none in time has a callback");
        System.out.printf("%,d requests in time: %d callbacks%n%n", requests,
                inTime.stream().mapToInt(r -> r.calls).sum());

        System.out.println("overdue in                            requests    callback after the"
                + " deadline   unwound by");
        int some = Math.max(1, requests / 5);
        try (ServerSocket silent = new ServerSocket(0, some, InetAddress.getLoopbackAddress())) {
            report(sample, join(readers(service, some, silent), limit));
            report(sample, join(waiters(service, some), limit));
            report(sample, join(takers(service, some), limit));
            report(sample, join(lockers(service, some), limit));
            report(sample, join(calculators(service, Math.min(some, MOST_CALCULATING)), limit));
        }
        System.out.printf("%n%,d of %,d connections are free.%n",
                service.connections.availablePermits(), 2 * requests);
        sample.check(service.connections.availablePermits() == 2 * requests, "all are free");
        sample.conclude("Each overdue request had one callback, not too early, and cleaned up"
                + " after itself.");
    }

    private static List<Request> readers(Service service, int count, ServerSocket silent)
            throws IOException {
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Socket socket = new Socket(silent.getInetAddress(), silent.getLocalPort());
            requests.add(new Request(
                    service, SHORT, () -> socket.getInputStream().read(), () -> close(socket)));
        }
        return requests;
    }

    private static List<Request> waiters(Service service, int count) {
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            CompletableFuture<String> future = new CompletableFuture<>();
            requests.add(new Request(service, SHORT, future::get, () -> future.cancel(false)));
        }
        return requests;
    }

    private static List<Request> takers(Service service, int count) {
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            BlockingQueue<String> queue = new LinkedBlockingQueue<>();
            requests.add(new Request(service, SHORT, queue::take, () -> queue.add("end")));
        }
        return requests;
    }

    private static List<Request> lockers(Service service, int count) {
        ReentrantLock lock = new ReentrantLock();
        lock.lock(); // the main thread never unlocks it
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            requests.add(new Request(service, SHORT, lock::lockInterruptibly, () ->
                    Thread.ofVirtual().start(Thread.currentThread()::interrupt)));
        }
        return requests;
    }

    private static List<Request> calculators(Service service, int count) {
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean[] stop = new boolean[1]; // it is not volatile, since its own thread sets it
            requests.add(new Request(service, SHORT, () -> {
                while (!stop[0]) {
                    Thread.yield();
                }
            }, () -> stop[0] = true));
        }
        return requests;
    }

    private static void report(Sample sample, List<Request> kind) {
        long[] overdue = kind.stream().mapToLong(r -> r.overdue).sorted().toArray();
        Request median = kind.get(kind.size() / 2);
        System.out.printf("%-36s %,9d %12s to %10s     %s%n", median.where, kind.size(),
                Sample.time(overdue[0]), Sample.time(overdue[overdue.length - 1]),
                median.unwoundBy);
        for (Request r : kind) {
            sample.check(r.calls == 1 && r.overdue >= 0, "one callback, not too early");
            sample.check(r.calledUpon == r.thread, "the callback ran on its own thread");
            sample.check(r.cleanedUp == r.thread, "cleaned up on its own thread");
        }
    }

    /** Returns the method of the JDK that this sample has called and the current thread is in. */
    private static String blockedIn() {
        return StackWalker.getInstance().walk(frames -> {
            StackWalker.StackFrame called = null;
            // The frames are this method and its callers, then the JDK, then serve.
            boolean calledBack = true;
            for (StackWalker.StackFrame frame : frames.toList()) {
                boolean ours = frame.getClassName().startsWith("io.taskwork.");
                if (!ours) {
                    called = frame;
                    calledBack = false;
                } else if (!calledBack && frame.getClassName().startsWith(PACKAGE)) {
                    break;
                }
            }
            String type = called.getClassName();
            return type.substring(type.lastIndexOf('.') + 1).replace('$', '.')
                    + "." + called.getMethodName();
        });
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Request> join(List<Request> requests, Duration limit)
            throws Exception {
        for (Request request : requests) {
            if (!request.thread.join(limit)) {
                throw new TimeoutException(request.thread + " is overdue and does not end");
            }
        }
        return requests;
    }
}
