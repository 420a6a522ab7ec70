// SPDX-License-Identifier: Apache-2.0
package io.taskwork.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Kind;
import io.taskwork.support.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Threads call each other and wait: a wait is a run point, and therefore all get their answers. */
class CallEachOtherIT {
    /** A way in which a thread waits for an answer. */
    private interface Waiting {
        Object get(CompletableFuture<?> answer) throws Exception;
    }

    private static final List<Waiting> WAITS = List.of(
            CompletableFuture::join,
            CompletableFuture::get,
            answer -> answer.get(60, TimeUnit.SECONDS),
            answer -> {
                CountDownLatch latch = new CountDownLatch(1);
                answer.whenComplete((value, e) -> latch.countDown());
                latch.await();
                return answer.join();
            });

    /**
     * Makes a ring in which each calls the next {@code rounds} times; it ends when all have their
     * answers.
     */
    private static List<Subject> ring(int rounds, Kind... kinds) {
        List<Subject> all = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(kinds.length);
        for (int i = 0; i < kinds.length; i++) {
            int me = i;
            all.add(Subject.unstarted(kinds[i], () -> {
                Thread next = all.get((me + 1) % kinds.length).thread;
                for (int n = 0; n < rounds; n++) {
                    int round = n;
                    CompletableFuture<Integer> answer = TaskWorks.call(
                            next, () -> round, n % 5 == 0 ? Notify.RESUME : Notify.SIGNAL);
                    if (n % 5 == 0) { // so as not to depend on the other's next run point
                        TaskWorks.add(next, () -> {}, Notify.SIGNAL);
                    }
                    assertEquals(round, WAITS.get((n + me) % WAITS.size()).get(answer));
                }
                done.countDown();
                done.await(); // it is alive until all have theirs
                return rounds;
            }));
        }
        return all;
    }

    private static void run(List<Subject> all, int rounds) {
        all.forEach(subject -> subject.thread.start());
        all.forEach(subject -> assertEquals(rounds, subject.result()));
    }

    @ParameterizedTest
    @CsvSource({"VIRTUAL, VIRTUAL", "VIRTUAL, PLATFORM", "PLATFORM, PLATFORM"})
    void twoDoNotDeadlock(Kind one, Kind other) {
        run(ring(2_000, one, other), 2_000);
    }

    @Test
    void oneCallsItself() {
        Subject self = Subject.start(Kind.VIRTUAL, () -> {
            for (int i = 0; i < 100; i++) {
                assertEquals("self",
                        TaskWorks.call(Thread.currentThread(), () -> "self", Notify.RESUME).get());
            }
            return "done";
        });
        assertEquals("done", self.result());
    }

    @Test
    void manyPairsOfAllKindsUnderARainOfSignals() {
        List<Subject> all = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            all.addAll(ring(200, Kind.values()[i % 2], Kind.values()[i / 2 % 2]));
        }
        all.addAll(ring(200, Kind.VIRTUAL, Kind.PLATFORM, Kind.VIRTUAL, Kind.VIRTUAL));
        AtomicBoolean stop = new AtomicBoolean();
        Subject rain = Subject.start(Kind.VIRTUAL, () -> {
            while (!stop.get()) {
                for (Subject subject : all) {
                    TaskWorks.add(subject.thread, Thread::yield, Notify.SIGNAL);
                }
                Thread.sleep(1);
            }
            return "stopped";
        });
        run(all, 200);
        stop.set(true);
        assertEquals("stopped", rain.result());
    }

    /**
     * In a callback a wait is no run point, but a thread that waits in its own code serves the
     * call.
     */
    @ParameterizedTest
    @CsvSource({"VIRTUAL, VIRTUAL", "PLATFORM, VIRTUAL", "VIRTUAL, PLATFORM"})
    void aCallbackCallsAThreadThatWaitsInItsOwnCode(Kind one, Kind other) {
        Subject server = Subject.parked(other);
        Subject client = Subject.parked(one);
        CompletableFuture<String> outer = TaskWorks.call(client.thread,
                () -> TaskWorks.call(server.thread, () -> "inner", Notify.SIGNAL).get() + " outer",
                Notify.SIGNAL);
        assertEquals("inner outer", Await.value(outer));
        client.release();
        server.release();
    }
}
