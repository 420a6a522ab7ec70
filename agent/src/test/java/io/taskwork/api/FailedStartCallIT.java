// SPDX-License-Identifier: Apache-2.0
package io.taskwork.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.support.Jvm;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** A call to a thread whose start fails is answered, so that nobody waits for it forever. */
class FailedStartCallIT {
    @Test
    void theFutureIsRejected() throws Exception {
        Jvm.Result result = new Jvm().agent(Jvm.agentJar()).defaultClassPath()
                .option("--add-opens=java.base/java.lang=ALL-UNNAMED")
                .run(60, Refused.class.getName());
        assertEquals("""
                reach: NOT_STARTED
                start: full
                NONE: RejectedExecutionException, could not be started
                RESUME: RejectedExecutionException, could not be started
                SIGNAL: RejectedExecutionException, could not be started
                dependent: RejectedExecutionException, could not be started
                reach: EXITED
                later: RejectedExecutionException, has exited
                """, result.output());
    }

    /** A program with a virtual thread whose scheduler accepts no tasks. */
    static final class Refused {
        private static final String NAME = "refused";

        public static void main(String[] args) throws Exception {
            var constructor = Class.forName("java.lang.VirtualThread").getDeclaredConstructor(
                    Executor.class, String.class, int.class, Runnable.class);
            constructor.setAccessible(true);
            Executor scheduler = task -> {
                throw new RejectedExecutionException("full");
            };
            Runnable body = () -> System.out.println("ran");
            Thread thread = (Thread) constructor.newInstance(scheduler, NAME, 0, body);
            CompletableFuture<?>[] calls = new CompletableFuture<?>[3];
            for (Notify mode : Notify.values()) {
                calls[mode.ordinal()] = TaskWorks.call(thread, () -> "ran", mode);
            }
            CompletableFuture<Integer> dependent =
                    TaskWorks.call(thread, () -> 1, Notify.NONE).thenApply(n -> n);
            System.out.println("reach: " + TaskWorks.reach(thread));
            try {
                thread.start();
            } catch (RejectedExecutionException e) {
                System.out.println("start: " + e.getMessage());
            }
            for (Notify mode : Notify.values()) {
                print(mode.name(), calls[mode.ordinal()]);
            }
            print("dependent", dependent);
            System.out.println("reach: " + TaskWorks.reach(thread));
            print("later", TaskWorks.call(thread, () -> "ran", Notify.SIGNAL));
        }

        private static void print(String what, CompletableFuture<?> call) {
            try {
                System.out.println(what + ": " + (call.isDone() ? call.join() : "no answer"));
            } catch (CompletionException e) {
                String text = e.getCause().getMessage();
                System.out.println(what + ": " + e.getCause().getClass().getSimpleName() + ", "
                        + text.substring(text.indexOf(' ') + 1));
            }
        }
    }
}
