// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import io.taskwork.Mask;
import io.taskwork.Notify;
import io.taskwork.Reach;
import io.taskwork.TaskWorks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/**
 * {@code inspect}: parked threads tell what no thread dump shows. They are asked for their name,
 * for their thread locals (user and path, as a logger's MDC has them) and for how long they have
 * been in their request. Each answers itself and goes on waiting, the JVM is not stopped for it
 * (see the heartbeat's longest pause), and {@code reach} says why some do not answer.
 *
 * <p>{@link Inspection} is what to copy. {@code Inspect [threads]}, 10,000 by default.
 */
public final class Inspect {
    private static final String[] USERS = {"alice", "bob", "carol"};
    private static final String[] PATHS = {"GET /cart", "GET /items", "POST /order", "GET /login"};
    private static final Duration QUIET = Duration.ofSeconds(2);

    /** A logging library keeps its context like this; only the thread itself can see it. */
    private static final ThreadLocal<Request> MDC = new ThreadLocal<>();

    private record Request(String user, String path, long startNanos) {}

    private record Answer(String name, Request request, long ageNanos) {
        static Answer ofCurrentThread() {
            Request request = MDC.get();
            return new Answer(Thread.currentThread().getName(), request,
                    System.nanoTime() - request.startNanos());
        }
    }

    private Inspect() {}

    /**
     * Runs the sample.
     *
     * @param args how many threads, or nothing
     */
    public static void main(String[] args) {
        Sample.main("inspect", args, "threads", 10_000, 1_000_000,
                (sample, threads) -> run(sample, threads, Notify.SIGNAL));
    }

    static void run(Sample sample, int threads, Notify notify) throws Exception {
        Gate gate = new Gate();
        AtomicReference<Exception> failure = new AtomicReference<>();
        List<Thread> requests = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int n = i;
            requests.add(Thread.ofVirtual().name("request-" + i).start(() -> {
                MDC.set(requestOf(n));
                try {
                    gate.pass(Gate.Way.values()[n % Gate.Way.values().length]);
                } catch (IllegalStateException e) {
                    failure.set(e); // a blocking call was cut short
                }
            }));
        }
        Sample.awaitBlocked(requests);
        try (Busy busy = new Busy()) {
            List<Thread> all = new ArrayList<>(requests);
            all.addAll(busy.threads.values());
            Heartbeat heartbeat = new Heartbeat();
            Thread.sleep(500);
            long before = heartbeat.longestPause();
            long start = System.nanoTime();
            Map<Thread, Inspection.Result<Answer>> results =
                    Inspection.of(all, Answer::ofCurrentThread, notify, QUIET);
            long meanwhile = heartbeat.longestPause();
            report(sample, requests, results, start);
            System.out.printf("%nlongest pause of a heartbeat: %s before, %s while they answered%n",
                    Sample.time(before), Sample.time(meanwhile));
            System.out.printf("%nnot reached%n");
            busy.threads.forEach((why, thread) -> {
                Inspection.Result<Answer> result = results.get(thread);
                System.out.printf("  %-14s %s%n", thread.getName(),
                        result.reach() == null ? "answered" : result.reach().reason());
                sample.check(result.reach() == why, "%s is %s", thread.getName(), why);
                sample.check(!TaskWorks.pending(thread), "the question is taken back");
            });
        }
        gate.open();
        Sample.join(requests);
        sample.check(failure.get() == null, "all went on waiting: %s", failure.get());
        sample.conclude("%nAll %,d answered with their own values, and went on waiting.", threads);
    }

    private static Request requestOf(int n) {
        return new Request(USERS[n % USERS.length], PATHS[n / 7 % PATHS.length], System.nanoTime());
    }

    private static void report(Sample sample, List<Thread> requests,
            Map<Thread, Inspection.Result<Answer>> results, long start) {
        long right = 0;
        long last = start;
        Map<String, List<Answer>> byPath = new TreeMap<>();
        System.out.println("thread             user     request         for");
        for (int i = 0; i < requests.size(); i++) {
            Answer answer = results.get(requests.get(i)).answer();
            Request expected = requestOf(i);
            if (answer == null) {
                continue;
            }
            byPath.computeIfAbsent(answer.request().path(), none -> new ArrayList<>()).add(answer);
            last = Math.max(last, answer.request().startNanos() + answer.ageNanos());
            if (answer.name().equals("request-" + i)
                    && answer.request().user().equals(expected.user())
                    && answer.request().path().equals(expected.path())) {
                right++;
            }
            if (i < 4 || i == requests.size() - 1) {
                System.out.printf("%-18s %-8s %-12s %8s%n", answer.name(), answer.request().user(),
                        answer.request().path(), Sample.time(answer.ageNanos()));
            } else if (i == 4) {
                System.out.println("...");
            }
        }
        System.out.printf("%nrequest         threads  longest for%n");
        byPath.forEach((path, answers) -> System.out.printf("%-12s %,10d %12s%n", path,
                answers.size(), Sample.time(
                        answers.stream().mapToLong(Answer::ageNanos).max().getAsLong())));
        System.out.printf("%n%,d of %,d parked threads answered within %s, %s each%n", right,
                requests.size(), Sample.time(last - start),
                Sample.time((double) (last - start) / requests.size()));
        sample.check(right == requests.size(), "all %,d answered rightly", requests.size());
    }

    /** Threads that are not reached, by reason. */
    private static final class Busy implements AutoCloseable {
        final Map<Reach, Thread> threads = new EnumMap<>(Reach.class);
        private final CountDownLatch end = new CountDownLatch(1);

        Busy() throws Exception {
            CountDownLatch held = new CountDownLatch(1);
            Thread.ofPlatform().start(() -> {
                synchronized (end) {
                    held.countDown();
                    awaitEnd();
                }
            });
            held.await();
            threads.put(Reach.RUNNING, Thread.ofPlatform().name("calculating").start(() -> {
                while (end.getCount() > 0) {
                    Thread.onSpinWait();
                }
            }));
            threads.put(Reach.MASKED, Thread.ofVirtual().name("under mask()").start(() -> {
                try (Mask _ = TaskWorks.mask()) {
                    awaitEnd();
                }
            }));
            threads.put(Reach.MONITOR, Thread.ofVirtual().name("synchronized").start(() -> {
                synchronized (end) {
                    awaitEnd();
                }
            }));
            for (Map.Entry<Reach, Thread> e : threads.entrySet()) {
                Sample.await(() -> TaskWorks.reach(e.getValue()) == e.getKey(), Sample.LIMIT,
                        e.getValue() + " to be " + e.getKey());
            }
        }

        private void awaitEnd() {
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            end.countDown();
        }
    }
}
