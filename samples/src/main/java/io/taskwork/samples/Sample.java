// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import io.taskwork.Reach;
import io.taskwork.Status;
import io.taskwork.TaskWorks;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Runs a sample: checks its argument and the agent, and records whether its claims hold. */
final class Sample {
    /** The code of a sample. */
    @FunctionalInterface
    interface Body {
        void run(Sample sample, int count) throws Exception;
    }

    /** How long to wait before the sample has failed; it is long because machines may be slow. */
    static final Duration LIMIT = Duration.ofSeconds(60);

    private static final int LEAST = 10;

    private boolean right = true;

    private Sample() {}

    /**
     * Runs a sample and exits with 0 if all its claims hold, with 1 if not, and with 2 if it was
     * not started correctly.
     */
    static void main(
            String name, String[] args, String counted, int usual, int most, Body body) {
        Locale.setDefault(Locale.ROOT);
        System.exit(run(name, args, counted, usual, most, body));
    }

    /** Exits with 2 if the agent was not asked for polls, without which no claim holds. */
    static void requirePolls(String name, String polls) {
        Status status = TaskWorks.status();
        if (status.state() == Status.State.ACTIVE
                && !status.reason().contains(" poll points in ")) {
            System.err.println(name + ": the agent needs an option: -javaagent:"
                    + "agent/target/taskwork-agent.jar=poll=" + polls);
            System.exit(2);
        }
    }

    private static int run(
            String name, String[] args, String counted, int usual, int most, Body body) {
        if (args.length > 1 || args.length == 1 && !isNumber(args[0], most)) {
            System.err.printf("%s: the only argument is the number of %s, from %d to %d,"
                            + " not '%s'%n", name, counted, LEAST, most, String.join(" ", args));
            return 2;
        }
        if (TaskWorks.status().state() != Status.State.ACTIVE) {
            System.err.println(name + ": taskwork is " + TaskWorks.status());
            return 2;
        }
        Sample sample = new Sample();
        try {
            body.run(sample, args.length == 0 ? usual : Integer.parseInt(args[0]));
        } catch (Exception e) {
            System.out.println("WRONG: " + e);
            return 1;
        }
        return sample.right ? 0 : 1;
    }

    private static boolean isNumber(String arg, int most) {
        return arg.matches("\\d{1,7}") && Integer.parseInt(arg) >= LEAST
                && Integer.parseInt(arg) <= most;
    }

    /** Prints the claim if it does not hold; the sample then exits with 1. */
    void check(boolean holds, String claim, Object... args) {
        if (!holds) {
            right = false;
            System.out.println("WRONG: this does not hold: " + claim.formatted(args));
        }
    }

    /** Prints the claim of the last line if everything has held. */
    void conclude(String claim, Object... args) {
        if (right) {
            System.out.println(claim.formatted(args));
        }
    }

    /** Waits until the latch is at zero. */
    static void await(CountDownLatch latch, String what) throws Exception {
        if (!latch.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new TimeoutException("waited " + LIMIT.toSeconds() + " s for: " + what);
        }
    }

    /** Waits until the condition holds; it looks every millisecond. */
    static void await(BooleanSupplier condition, Duration limit, String what) throws Exception {
        for (long start = System.nanoTime(); !condition.getAsBoolean(); Thread.sleep(1)) {
            if (System.nanoTime() - start > limit.toNanos()) {
                throw new TimeoutException("waited " + limit.toSeconds() + " s for: " + what);
            }
        }
    }

    /** Waits until all are blocked where a SIGNAL reaches them. */
    static void awaitBlocked(Iterable<Thread> threads) throws Exception {
        for (Thread thread : threads) {
            await(() -> TaskWorks.reach(thread) == Reach.NOW, LIMIT, thread + " to block");
        }
    }

    /** Waits until all have exited. */
    static void join(Iterable<Thread> threads) throws Exception {
        for (Thread thread : threads) {
            if (!thread.join(LIMIT)) {
                throw new TimeoutException(thread + " does not exit");
            }
        }
    }

    /** Returns nanoseconds as text with a unit, such as {@code 12.3 us}. */
    static String time(double nanos) {
        return nanos < 1e6 ? "%,.1f us".formatted(nanos / 1e3)
                : nanos < 1e10 ? "%,.1f ms".formatted(nanos / 1e6)
                : "%,.1f s".formatted(nanos / 1e9);
    }
}
