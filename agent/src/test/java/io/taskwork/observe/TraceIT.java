// SPDX-License-Identifier: Apache-2.0
package io.taskwork.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.taskwork.Notify;
import io.taskwork.OwnedResource;
import io.taskwork.TaskWork;
import io.taskwork.TaskWorks;
import io.taskwork.docs.DocumentBlock;
import io.taskwork.support.Await;
import io.taskwork.support.JavaSources;
import io.taskwork.support.Jvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the agent's option {@code trace} what a callback throws names who queued it. */
class TraceIT {
    private static final RuntimeException SAME = new IllegalStateException("always the same");

    @TempDir
    Path directory;

    private static String run(String options, Class<?> program, String... args) throws Exception {
        String[] command = new String[args.length + 1];
        command[0] = program.getName();
        System.arraycopy(args, 0, command, 1, args.length);
        Jvm.Result result = new Jvm().option("-javaagent:" + Jvm.agentJar() + options)
                .defaultClassPath().run(120, command);
        assertEquals(0, result.exitCode(), result.output());
        return result.output();
    }

    @Test
    void whoQueuedWhatThrew() throws Exception {
        assertEquals("""
                add: byAdd
                callback: byCallback
                escalating: byEscalating
                ensureQueued: byEnsureQueued
                onExit: byOnExit
                hook: byHook
                release: byRelease
                the same, first: byAdd
                the same, again: 1 suppressed
                """, run("=trace", Traced.class));
    }

    @Test
    void offByDefault() throws Exception {
        assertTrue(run("", Traced.class).startsWith("add: nobody\ncallback: nobody\n"));
    }

    @Test
    void asTheDocumentShows() throws Exception {
        assumeTrue(DocumentBlock.isShownHere(), "the documents show another JVM");
        Path source = directory.resolve("Trace.java");
        Files.writeString(source, """
                import io.taskwork.*;

                class Trace {
                    static void queue(Thread thread) {
                        TaskWorks.add(thread, () -> {
                            throw new IllegalStateException("what a callback throws");
                        }, Notify.NONE);
                    }

                    public static void main(String[] args) throws InterruptedException {
                        Thread worker = Thread.ofVirtual().name("worker").unstarted(() -> {});
                        queue(worker);
                        worker.start();
                        worker.join();
                    }
                }
                """);
        JavaSources.compile(List.of("-cp", Jvm.apiJar().toString()), directory, source);
        Jvm.Result result = new Jvm().option("-javaagent:" + Jvm.agentJar() + "=trace")
                .classPath(Jvm.apiJar(), directory).run(60, "Trace");
        DocumentBlock.of("observe.md", "trace").isTranscript(
                "$ java -javaagent:taskwork-agent.jar=trace -cp taskwork-api.jar:. Trace\n"
                        + shortened(result.output()));
    }

    /**
     * Returns the output without the frames in between, and without line numbers, which move with
     * every change.
     */
    private static String shortened(String output) {
        return output.replace("\t", "        ")
                .replaceAll("\\((\\w+\\.java):\\d+\\)", "($1)")
                .replaceAll("(at io.taskwork.boot.Drain.runWork.*\\n)(?: +at io.taskwork.boot.*\\n|"
                        + " +at java.base/java.lang.Thread.runWith.*\\n)+", "$1        ...\n")
                .replaceAll("(AddedHere.orNull.*\\n)(?: +at (?:io.taskwork.boot|io.taskwork.Door|"
                        + "java.base/java.lang.invoke).*\\n)+", "$1                ...\n");
    }

    /**
     * A program that queues in each way, each in a method of its own, which the stack must show.
     */
    static final class Traced {
        private static final Runnable FAILS = () -> {
            throw new IllegalStateException();
        };

        public static void main(String[] args) throws Exception {
            print("add", thread -> byAdd(thread, FAILS));
            print("callback", Traced::byCallback);
            print("escalating", Traced::byEscalating);
            print("ensureQueued", Traced::byEnsureQueued);
            print("onExit", Traced::byOnExit);
            print("hook", Traced::byHook);
            Throwable[] thrown = new Throwable[1];
            Thread owner = Thread.ofVirtual().unstarted(() -> {
                Thread.currentThread().setUncaughtExceptionHandler((t, e) -> thrown[0] = e);
                byRelease(OwnedResource.of("", resource -> {
                    throw new java.io.IOException();
                }, Notify.NONE));
            });
            owner.start();
            owner.join();
            System.out.println("release: " + adder(thrown[0]));
            Runnable same = () -> {
                throw SAME;
            };
            print("the same, first", thread -> byAdd(thread, same));
            thrown(thread -> byCallback(thread, same));
            System.out.println("the same, again: " + SAME.getSuppressed().length + " suppressed");
        }

        interface Queueing {
            void on(Thread thread) throws Exception;
        }

        private static void print(String what, Queueing queueing) throws Exception {
            System.out.println(what + ": " + adder(thrown(queueing)));
        }

        private static Throwable thrown(Queueing queueing) throws Exception {
            Throwable[] thrown = new Throwable[1];
            Thread thread = Thread.ofVirtual().unstarted(() -> {});
            thread.setUncaughtExceptionHandler((t, e) -> thrown[0] = e);
            queueing.on(thread);
            thread.start();
            thread.join();
            return thrown[0];
        }

        private static String adder(Throwable thrown) {
            for (Throwable suppressed : thrown.getSuppressed()) {
                if (!suppressed.getMessage().equals("by thread #"
                        + suppressed.getMessage().replaceAll("\\D", "") + " \"main\"")
                        && !suppressed.getMessage().endsWith("\"\"")) {
                    return suppressed.getMessage();
                }
                for (StackTraceElement frame : suppressed.getStackTrace()) {
                    if (frame.getMethodName().startsWith("by")) {
                        return frame.getMethodName();
                    }
                }
            }
            return "nobody";
        }

        private static void byAdd(Thread thread, Runnable callback) {
            TaskWorks.add(thread, TaskWork.of(callback), Notify.NONE);
        }

        private static void byCallback(Thread thread) {
            byCallback(thread, FAILS);
        }

        private static void byCallback(Thread thread, Runnable callback) {
            TaskWorks.add(thread, callback, Notify.NONE);
        }

        private static void byEscalating(Thread thread) {
            TaskWorks.add(thread, TaskWork.of(FAILS), Notify.NONE, Duration.ofHours(1));
        }

        private static void byEnsureQueued(Thread thread) {
            TaskWorks.ensureQueued(thread, TaskWork.of(FAILS), Notify.NONE);
        }

        private static void byOnExit(Thread thread) {
            TaskWorks.onExit(thread, TaskWork.of(FAILS));
        }

        private static void byHook(Thread thread) {
            TaskWorks.onExit(thread, FAILS);
        }

        private static void byRelease(OwnedResource<?> resource) {
            resource.release();
        }
    }

    @Test
    void theEventsShowIt() throws Exception {
        Path file = directory.resolve("traced.jfr");
        run("=trace", Recorded.class, file.toString());
        List<RecordedEvent> events = RecordingFile.readAllEvents(file);
        for (String name : List.of("io.taskwork.Callback", "io.taskwork.CallbackError")) {
            RecordedEvent event = events.stream()
                    .filter(e -> e.getEventType().getName().equals(name))
                    .filter(e -> e.getString("adder") != null
                            && e.getString("adder").contains("Recorded.byMain"))
                    .findFirst().orElseThrow();
            assertTrue(event.getString("adder").startsWith("by thread #"), event::toString);
        }
    }

    static final class Recorded {
        public static void main(String[] args) throws Exception {
            try (Recording recording = new Recording()) {
                recording.enable("io.taskwork.Callback").withThreshold(Duration.ZERO);
                recording.enable("io.taskwork.CallbackError");
                recording.start();
                Await.until("there are no event types", () -> {
                    TaskWorks.add(Thread.currentThread(), () -> {}, Notify.RESUME);
                    TaskWorks.run();
                    return FlightRecorder.getFlightRecorder().getEventTypes().stream()
                            .map(EventType::getName).anyMatch("io.taskwork.CallbackError"::equals);
                });
                Await.until("there is no event", () -> {
                    byMain();
                    return true;
                });
                recording.dump(Path.of(args[0]));
            }
        }

        private static void byMain() {
            Thread thread = Thread.ofVirtual().unstarted(() -> {});
            thread.setUncaughtExceptionHandler((t, e) -> {});
            TaskWorks.add(thread, () -> {
                throw new IllegalStateException();
            }, Notify.NONE);
            thread.start();
            Await.ended(thread);
        }
    }
}
