// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import io.taskwork.Notify;
import io.taskwork.Reach;
import io.taskwork.TaskWorks;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * {@code keyring}: the credentials of a waiting thread are replaced at the request of others, by
 * the thread itself. A child replaces those of its parent ({@code KEYCTL_SESSION_TO_PARENT}, which
 * Linux does with {@code task_work_add}), and a broadcast replaces those of all sessions of a user.
 *
 * <p>They are in a {@code ThreadLocal}, and in a holder bound by a {@code ScopedValue}. No other
 * thread can access either, and therefore neither needs a lock. A {@code ScopedValue} alone is not
 * enough: it cannot be set, and a binding made by a callback ends with the callback. Under {@code
 * mask()} a thread uses the same credentials from beginning to end.
 *
 * <p>{@code Keyring [sessions]}, 10,000 by default.
 */
public final class Keyring {
    private record Credentials(String user, int version) {
        Credentials next() {
            return new Credentials(user, version + 1);
        }

        @Override
        public String toString() {
            return user + "#" + version;
        }
    }

    /** Holds the credentials of one thread, which alone reads and changes them. */
    private static final class Holder {
        Credentials credentials;

        Holder(Credentials credentials) {
            this.credentials = credentials;
        }
    }

    private static final List<String> USERS = List.of("alice", "bob", "carol", "dave");
    private static final ThreadLocal<Credentials> LOCAL = new ThreadLocal<>();
    private static final ScopedValue<Holder> SCOPED = ScopedValue.newInstance();
    private static final ScopedValue<String> BARE = ScopedValue.newInstance();

    private Keyring() {}

    /**
     * Runs the sample.
     *
     * @param args how many sessions, or nothing
     */
    public static void main(String[] args) {
        Sample.main("keyring", args, "sessions", 10_000, 1_000_000,
                (sample, sessions) -> run(sample, sessions, TaskWorks::mask));
    }

    static void run(Sample sample, int sessions, Supplier<? extends AutoCloseable> mask)
            throws Exception {
        toParent(sample);
        bare(sample);
        broadcast(sample, sessions);
        System.out.printf("%nin the middle of a request        requests   changed meanwhile"
                + "   changed right after%n");
        inTheMiddle(sample, "unprotected", sessions / 10, () -> () -> { }, sessions / 10);
        inTheMiddle(sample, "under mask()", sessions / 10, mask, 0);
        sample.conclude(
                "%nAll were replaced by the threads themselves; under the mask none changed.");
    }

    private static void toParent(Sample sample) throws Exception {
        CompletableFuture<String> story = new CompletableFuture<>();
        Thread parent = Thread.ofVirtual().name("parent").start(() -> {
            LOCAL.set(new Credentials("guest", 1));
            Thread shell = Thread.currentThread();
            Credentials before = LOCAL.get();
            Thread child = Thread.ofVirtual().name("login").start(() -> {
                Credentials got = new Credentials("alice", 1);
                TaskWorks.call(shell, () -> {
                    LOCAL.set(got);
                    return null;
                }, Notify.SIGNAL).join(); // the parent has them before its own join returns
            });
            awaitExit(child);
            story.complete(before + " -> " + LOCAL.get());
        });
        Sample.join(List.of(parent));
        System.out.printf("a child to its parent             %s%n", story.join());
        sample.check(story.join().equals("guest#1 -> alice#1"), "the parent has the child's");
    }

    private static void bare(Sample sample) throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        CompletableFuture<String> after = new CompletableFuture<>();
        Thread thread = Thread.ofVirtual().start(() -> ScopedValue.where(BARE, "old").run(() -> {
            awaitEnd(end);
            after.complete(BARE.get());
        }));
        Sample.awaitBlocked(List.of(thread));
        String inside = TaskWorks.call(thread, () -> ScopedValue.where(BARE, "new").call(BARE::get),
                Notify.SIGNAL).get(Sample.LIMIT.toSeconds(), TimeUnit.SECONDS);
        end.countDown();
        Sample.join(List.of(thread));
        System.out.printf("a ScopedValue without a holder    %s in the callback, %s after it%n",
                inside, after.join());
        sample.check(inside.equals("new") && after.join().equals("old"), "a holder is needed");
    }

    private static void broadcast(Sample sample, int sessions) throws Exception {
        Map<String, List<Thread>> threads = new TreeMap<>();
        Collection<Seen> seen = new ConcurrentLinkedQueue<>();
        CountDownLatch end = new CountDownLatch(1);
        for (int i = 0; i < sessions; i++) {
            Credentials first = new Credentials(USERS.get(i % USERS.size()), 1);
            threads.computeIfAbsent(first.user(), none -> new ArrayList<>())
                    .add(Thread.ofVirtual().start(() -> {
                        LOCAL.set(first);
                        ScopedValue.where(SCOPED, new Holder(first)).run(() -> {
                            awaitEnd(end);
                            seen.add(new Seen(LOCAL.get(), SCOPED.get().credentials));
                        });
                    }));
        }
        for (List<Thread> ofUser : threads.values()) {
            Sample.awaitBlocked(ofUser);
        }
        List<Thread> hers = threads.get("alice");
        long start = System.nanoTime();
        for (CompletableFuture<Credentials> result
                : TaskWorks.callAll(hers, Keyring::replace, Notify.SIGNAL).values()) {
            Credentials old = result.get(Sample.LIMIT.toSeconds(), TimeUnit.SECONDS);
            sample.check(old.equals(new Credentials("alice", 1)), "alice#1 is replaced: %s", old);
        }
        long nanos = System.nanoTime() - start;
        end.countDown();
        for (List<Thread> ofUser : threads.values()) {
            Sample.join(ofUser);
        }
        System.out.printf("all %,d sessions of alice      replaced in %s, %s each%n%n", hers.size(),
                Sample.time(nanos), Sample.time((double) nanos / hers.size()));
        System.out.println(
                "what sessions find afterwards     sessions   ThreadLocal   ScopedValue");
        for (String user : threads.keySet()) {
            Credentials expected = new Credentials(user, user.equals("alice") ? 2 : 1);
            long local = seen.stream().filter(s -> s.local().equals(expected)).count();
            long scoped = seen.stream().filter(s -> s.scoped().equals(expected)).count();
            int all = threads.get(user).size();
            System.out.printf("  %-31s %,8d %,13d %,13d%n", expected, all, local, scoped);
            sample.check(local == all && scoped == all, "all have %s", expected);
        }
    }

    private record Seen(Credentials local, Credentials scoped) {}

    /** Runs on the session's own thread. */
    private static Credentials replace() {
        Credentials old = LOCAL.get();
        LOCAL.set(old.next());
        SCOPED.get().credentials = old.next();
        return old;
    }

    /** A request looks at its credentials, waits for somebody else, looks again, and ends. */
    private static void inTheMiddle(Sample sample, String label, int requests,
            Supplier<? extends AutoCloseable> mask, int expected) throws Exception {
        int changed = 0;
        int after = 0;
        for (int i = 0; i < requests; i++) {
            BlockingQueue<String> backend = new LinkedBlockingQueue<>();
            CountDownLatch inside = new CountDownLatch(1);
            CompletableFuture<int[]> versions = new CompletableFuture<>();
            Thread request = Thread.ofVirtual().start(() -> {
                int[] version = new int[3];
                LOCAL.set(new Credentials("alice", 1));
                try {
                    try (AutoCloseable _ = mask.get()) {
                        version[0] = LOCAL.get().version();
                        inside.countDown();
                        backend.take();
                        version[1] = LOCAL.get().version();
                    }
                    version[2] = LOCAL.get().version();
                    versions.complete(version);
                } catch (Exception e) {
                    versions.completeExceptionally(e);
                }
            });
            Sample.await(inside, "a request");
            CompletableFuture<Void> replaced = TaskWorks.call(request, () -> {
                LOCAL.set(LOCAL.get().next());
                return null;
            }, Notify.SIGNAL);
            if (TaskWorks.reach(request) != Reach.MASKED) {
                replaced.get(Sample.LIMIT.toSeconds(), TimeUnit.SECONDS);
            }
            backend.add("answer");
            int[] version = versions.get(Sample.LIMIT.toSeconds(), TimeUnit.SECONDS);
            changed += version[1] - version[0];
            after += version[2] - version[1];
        }
        System.out.printf("  %-31s %,8d %,19d %,21d%n", label, requests, changed, after);
        sample.check(changed == expected && after == requests - expected,
                "%s: %,d change in the middle", label, expected);
    }

    private static void awaitExit(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitEnd(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
