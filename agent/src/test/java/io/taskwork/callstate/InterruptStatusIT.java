// SPDX-License-Identifier: Apache-2.0
package io.taskwork.callstate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Subject;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Promise 8, last sentence: callbacks neither lose nor invent an interrupt of their thread. */
@Tag("image")
@Tag("jdk")
class InterruptStatusIT {
    private static Thread self() {
        return Thread.currentThread();
    }

    private static void resume(Runnable callback) {
        TaskWorks.add(self(), callback, Notify.RESUME);
    }

    private static String sleepALittle() {
        try {
            Thread.sleep(1);
            return "slept";
        } catch (InterruptedException e) {
            return "interrupted";
        }
    }

    @Test
    void aStatusThatWasSetIsPutAsideAndPutBack() {
        String[] seen = new String[2];
        Subject.start(() -> {
            resume(() -> {
                seen[0] = sleepALittle() + " " + self().isInterrupted();
                seen[1] = sleepALittle();
            });
            self().interrupt();
            Thread.yield();
            return Thread.interrupted();
        }).endsWith(true);
        assertEquals("slept false", seen[0], "the thread's interrupt is not the callback's");
        assertEquals("slept", seen[1]);
    }

    @Test
    void anInterruptThatACallbackMakesForItselfIsGoneAfterwards() {
        String[] seen = new String[2];
        Subject.start(() -> {
            resume(() -> {
                self().interrupt();
                seen[0] = sleepALittle();
                self().interrupt();
                seen[1] = "left set";
            });
            Thread.yield();
            return Thread.interrupted();
        }).endsWith(false);
        assertEquals("interrupted", seen[0]);
    }

    @Test
    void anInterruptFromOutsideThatACallbackConsumesIsThereAgain() {
        CountDownLatch entered = new CountDownLatch(1);
        String[] seen = new String[1];
        Subject probe = Subject.start(() -> {
            resume(() -> {
                entered.countDown();
                try {
                    Thread.sleep(Await.LIMIT);
                } catch (InterruptedException e) {
                    seen[0] = "interrupted " + self().isInterrupted();
                }
            });
            Thread.yield();
            return Thread.interrupted();
        });
        Await.passed("the callback does not run", entered);
        Await.blocked(probe.thread);
        probe.thread.interrupt();
        probe.endsWith(true);
        assertEquals("interrupted false", seen[0]);
    }

    /** Promise 4 as well: the blocking call into which the SIGNAL came throws, as it would have. */
    @Test
    void anInterruptDuringACallbackEndsTheBlockingCallBehindIt() {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        Subject probe = Subject.start(() -> {
            try {
                new CountDownLatch(1).await();
                return "awaited";
            } catch (InterruptedException e) {
                return "interrupted " + self().isInterrupted();
            }
        });
        Await.blocked(probe.thread);
        TaskWorks.add(probe.thread, () -> {
            entered.countDown();
            boolean done = false;
            while (!done) {
                try {
                    leave.await();
                    done = true;
                } catch (InterruptedException e) {
                    // the interrupt is consumed
                }
            }
        }, Notify.SIGNAL);
        Await.passed("the SIGNAL did not run", entered);
        Await.blocked(probe.thread);
        probe.thread.interrupt();
        Await.until("the interrupt is not consumed", () -> !probe.thread.isInterrupted());
        leave.countDown();
        probe.endsWith("interrupted false");
    }

    /** Two interrupts coincide, and the one from outside counts. */
    @Test
    void anInterruptFromOutsideOnTopOfTheCallbacksOwnIsNotLost() {
        CountDownLatch entered = new CountDownLatch(1);
        boolean[] leave = {false};
        Subject probe = Subject.start(() -> {
            resume(() -> {
                self().interrupt();
                entered.countDown();
                Await.until("leave", () -> {
                    synchronized (leave) {
                        return leave[0];
                    }
                });
            });
            Thread.yield();
            return Thread.interrupted();
        });
        Await.passed("the callback does not run", entered);
        probe.thread.interrupt();
        synchronized (leave) {
            leave[0] = true;
        }
        probe.endsWith(true);
    }

    /** A platform thread runs works as well, in run() and at its exit. */
    @Test
    void onAPlatformThreadToo() {
        CountDownLatch entered = new CountDownLatch(1);
        String[] seen = new String[3];
        Thread thread = Thread.ofPlatform().daemon().start(() -> {
            self().interrupt();
            TaskWorks.add(self(), () -> seen[0] = sleepALittle(), Notify.NONE);
            TaskWorks.run();
            seen[1] = "kept " + Thread.interrupted();
            TaskWorks.add(self(), () -> {
                entered.countDown();
                while (!Thread.interrupted()) {
                    LockSupport.parkNanos(Await.LIMIT.toNanos());
                }
            }, Notify.NONE);
            TaskWorks.run();
            seen[2] = "kept " + self().isInterrupted();
        });
        Await.passed("the callback does not run", entered);
        Await.blocked(thread);
        thread.interrupt();
        Await.ended(thread);
        assertEquals("slept", seen[0]);
        assertEquals("kept true", seen[1]);
        assertEquals("kept true", seen[2], "an interrupt that came during the callback");
    }
}
