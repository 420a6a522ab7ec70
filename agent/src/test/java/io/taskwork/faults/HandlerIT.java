// SPDX-License-Identifier: Apache-2.0
package io.taskwork.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Jvm;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Uncaught-exception handlers that are faulty themselves: the thread's own, and the default one.
 */
@Tag("jdk")
class HandlerIT {
    private static void suffers(Thread.UncaughtExceptionHandler handler) throws Exception {
        for (boolean virtual : new boolean[] {true, false}) {
            for (Spot spot : Spot.all()) {
                if (virtual || spot.platformToo()) {
                    Faulty faulty = new Faulty(spot, virtual);
                    faulty.thread().setUncaughtExceptionHandler((thread, e) -> {
                        faulty.uncaught().add(e);
                        handler.uncaughtException(thread, e);
                    });
                    faulty.suffers(() -> {
                        throw new IllegalStateException("callback");
                    }, 2);
                }
            }
        }
    }

    @Test
    void throwsAnError() throws Exception {
        suffers((thread, e) -> {
            throw new LinkageError("handler");
        });
    }

    @Test
    void interruptsAndYields() throws Exception {
        suffers((thread, e) -> {
            thread.interrupt();
            Thread.yield();
        });
    }

    /** What the handler adds runs afterwards, not inside, and is not lost. */
    @Test
    void addsAWork() throws Exception {
        AtomicInteger added = new AtomicInteger();
        suffers((thread, e) -> TaskWorks.add(thread, added::incrementAndGet, Notify.SIGNAL));
        assertEquals(2 * (2 * Spot.all().size() - 1), added.get());
    }

    /** The default handler, in a JVM of its own: on virtual threads, a platform thread and main. */
    @Test
    void theDefaultHandlerThrows() throws Exception {
        Jvm.Result result = new Jvm().agent(Jvm.agentJar()).defaultClassPath()
                .run(60, Default.class.getName());
        assertEquals("handled 3, ran 3\nat exit of main\n", result.output());
        assertEquals(0, result.exitCode());
    }

    static final class Default {
        public static void main(String[] args) {
            AtomicInteger handled = new AtomicInteger();
            AtomicInteger ran = new AtomicInteger();
            Thread.setDefaultUncaughtExceptionHandler((thread, e) -> {
                handled.incrementAndGet();
                throw new IllegalStateException("default handler");
            });
            Runnable body = () -> {
                TaskWorks.add(Thread.currentThread(), () -> {
                    throw new IllegalStateException("callback");
                }, Notify.NONE);
                TaskWorks.add(Thread.currentThread(), ran::incrementAndGet, Notify.NONE);
            };
            Await.ended(Thread.ofVirtual().start(body));
            Await.ended(Thread.ofPlatform().start(body));
            body.run();
            TaskWorks.run();
            System.out.println("handled " + handled + ", ran " + ran);
            body.run();
            TaskWorks.add(Thread.currentThread(),
                    () -> System.out.println("at exit of main"), Notify.NONE);
        }
    }
}
