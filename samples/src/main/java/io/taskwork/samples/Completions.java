// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/**
 * {@code completions}: a ring like io_uring's. Virtual threads submit requests and block in plain
 * code; a device thread serves them and posts each completion to its submitter, as io_uring posts
 * its own: by {@code task_work_add}.
 *
 * <p>A completion needs no lock, no future and no volatile field, since it runs on the thread that
 * waits for it. Its {@code TaskWork} lies in the request, which is used again and again. Therefore
 * posting it allocates nothing, as the device checks by counting its bytes around every add.
 *
 * <p>{@code Completions [requests]}, 200,000 by default.
 */
public final class Completions {
    private static final int SUBMITTERS = 50;

    private Completions() {}

    /**
     * Runs the sample.
     *
     * @param args how many requests, or nothing
     */
    public static void main(String[] args) {
        Sample.main("completions", args, "requests", 200_000, 9_000_000, (sample, requests) -> run(
                sample, requests, Completions::post));
    }

    private static void post(Request request) {
        TaskWorks.add(request.submitter.thread, request.completion, Notify.SIGNAL);
    }

    /** Posts with a new callback, for comparison, as if requests had no work of their own. */
    static void postAnew(Request request) {
        TaskWorks.add(request.submitter.thread, request::complete, Notify.SIGNAL);
    }

    static void run(Sample sample, int requests, Consumer<Request> post) throws Exception {
        int each = (requests + SUBMITTERS - 1) / SUBMITTERS;
        System.out.printf("%,d requests of %d submitters, up to %d in flight each; one device.%n%n",
                SUBMITTERS * each, SUBMITTERS, Submitter.DEPTH);
        System.out.println("                       allocated  completed  on their  out of"
                + "     submit to complete");
        System.out.println("posted                   per add   a second submitter   order"
                + "         p50        p99");
        row(sample, null, each, post); // warms up
        row(sample, null, each, Completions::postAnew);
        Ring ring = row(sample, "the request's own work", each, post);
        row(sample, "a new callback", each, Completions::postAnew);
        System.out.printf("%nNot counted: %d B to wake a parked thread (by unpark: %d B), as %,d of"
                + " the first %,d adds did.%n",
                ring.wakeBytes(), ring.unparkBytes(), ring.wakes(), ring.posted());
        sample.check(ring.wakeBytes() <= ring.unparkBytes(), "a wake costs no more than an unpark");
        sample.check(ring.bytesForEach() < 1, "posting the request's own work allocates nothing");
        sample.conclude("Every completion ran on its submitter, once, in the order posted, with the"
                + " right answer;%nposting the request's own work allocated nothing.");
    }

    private static Ring row(Sample sample, String label, int each, Consumer<Request> post)
            throws Exception {
        long total = (long) SUBMITTERS * each;
        List<Submitter> submitters = new ArrayList<>();
        Ring ring = new Ring(post);
        for (int i = 0; i < SUBMITTERS; i++) {
            submitters.add(new Submitter(ring, (long) i * each, each));
        }
        ring.start();
        long start = System.nanoTime();
        submitters.forEach(s -> s.thread.start());
        Sample.join(submitters.stream().map(s -> s.thread).toList());
        double seconds = (System.nanoTime() - start) / 1e9;
        ring.stop();
        long completed = submitters.stream().mapToLong(Submitter::completed).sum();
        long elsewhere = submitters.stream().mapToLong(Submitter::elsewhere).sum();
        long outOfOrder = submitters.stream().mapToLong(Submitter::outOfOrder).sum();
        sample.check(completed == total, "%,d are completed", total);
        sample.check(elsewhere == 0, "each is completed on its submitter");
        sample.check(outOfOrder == 0, "completions come in the order posted");
        sample.check(submitters.stream().mapToLong(Submitter::sum).sum()
                == LongStream.range(0, total).map(Ring::content).sum(), "the answers are right");
        if (label != null) {
            long[] nanos = submitters.stream().flatMapToLong(s -> Arrays.stream(s.nanos()))
                    .sorted().toArray();
            System.out.printf("%-22s %7.1f B %,10.0f %,9d %,7d %11s %10s%n", label,
                    ring.bytesForEach(), completed / seconds, completed - elsewhere, outOfOrder,
                    Sample.time(nanos[nanos.length / 2]),
                    Sample.time(nanos[(int) (nanos.length * 0.99)]));
        }
        return ring;
    }
}
