// SPDX-License-Identifier: Apache-2.0
package io.taskwork.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.Mask;
import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The flight recorder is told nothing unless it asks, and then exactly what was done. */
class EventsIT {
    private static final Set<String> NAMES = Set.of("io.taskwork.Drain", "io.taskwork.Callback",
            "io.taskwork.CallbackError", "io.taskwork.Wake", "io.taskwork.Mask");

    @TempDir
    Path directory;

    private static final Duration THRESHOLD = Duration.ofMillis(20);

    private volatile boolean over;
    private volatile int returns;

    /**
     * Waits for the event types: drains watch for the recorder, and the keeper then sees its start.
     */
    private static void awaitEventTypes() {
        Await.until("there are no event types", () -> {
            TaskWorks.add(Thread.currentThread(), () -> {}, Notify.RESUME);
            TaskWorks.run();
            return FlightRecorder.getFlightRecorder().getEventTypes().stream()
                    .map(EventType::getName).collect(Collectors.toSet()).containsAll(NAMES);
        });
    }

    private List<RecordedEvent> record(Recording recording, Runnable actions) throws Exception {
        recording.start();
        awaitEventTypes();
        actions.run();
        Path file = directory.resolve("events.jfr");
        recording.stop();
        recording.dump(file);
        List<RecordedEvent> events = new ArrayList<>(RecordingFile.readAllEvents(file));
        events.removeIf(event -> !event.getEventType().getName().startsWith("io.taskwork."));
        return events;
    }

    private static List<RecordedEvent> of(List<RecordedEvent> events, String name, Thread thread) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals("io.taskwork." + name))
                .filter(event -> event.getThread() != null
                        && event.getThread().getJavaThreadId() == thread.threadId())
                .toList();
    }

    private Thread parked() {
        Thread thread = Thread.ofVirtual().name("parked").unstarted(() -> {
            while (!over) {
                LockSupport.park();
                returns++; // accessed by this thread only
            }
        });
        thread.setUncaughtExceptionHandler((t, e) -> {});
        thread.start();
        Await.blocked(thread);
        return thread;
    }

    /** Adds once the thread has parked again: a SIGNAL before that would wake nobody. */
    private void signal(Thread thread, Runnable callback) {
        int after = returns + 1;
        TaskWorks.add(thread, callback, Notify.SIGNAL);
        Await.until("the SIGNAL did not run", () -> returns == after);
        Await.blocked(thread);
    }

    /** Takes the given time, as a work does; a park may return early. */
    private static void last(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left; (left = end - System.nanoTime()) > 0; ) {
            LockSupport.parkNanos(left);
        }
    }

    @Test
    void whatWasDone() throws Exception {
        Thread thread = parked();
        try (Recording recording = new Recording()) {
            recording.enable("io.taskwork.Drain");
            recording.enable("io.taskwork.Callback").withThreshold(THRESHOLD);
            recording.enable("io.taskwork.CallbackError");
            recording.enable("io.taskwork.Wake");
            List<RecordedEvent> events = record(recording, () -> {
                signal(thread, () -> {});
                signal(thread, () -> last(THRESHOLD.plusMillis(10)));
                signal(thread, () -> {
                    throw new IllegalStateException("for the test");
                });
                TaskWorks.add(thread, () -> {}, Notify.NONE);
                TaskWorks.add(thread, () -> {}, Notify.NONE);
                over = true;
                LockSupport.unpark(thread);
                Await.ended(thread);
            });
            List<RecordedEvent> drains = of(events, "Drain", thread);
            assertEquals(List.of("park", "park", "park", "exit"),
                    drains.stream().map(event -> event.getString("runPoint")).toList());
            assertEquals(List.of(1, 1, 1, 2),
                    drains.stream().map(event -> event.getInt("works")).toList());
            for (RecordedEvent drain : drains) {
                Duration delay = drain.getDuration("queueDelay");
                assertTrue(delay.isPositive() && delay.toMinutes() < 5, delay.toString());
            }
            assertTrue(drains.get(1).getDuration().compareTo(THRESHOLD) >= 0);
            // There is one, apart from those that the machine has held up as long.
            long slow = drains.stream()
                    .filter(event -> event.getDuration().compareTo(THRESHOLD) >= 0)
                    .mapToInt(event -> event.getInt("works")).sum();
            List<RecordedEvent> callbacks = of(events, "Callback", thread);
            assertTrue(!callbacks.isEmpty() && callbacks.size() <= slow, callbacks::toString);
            RecordedEvent error = of(events, "CallbackError", thread).getFirst();
            assertEquals("for the test", error.getString("message"));
            assertEquals("java.lang.IllegalStateException", error.getClass("thrown").getName());
            List<RecordedEvent> wakes = of(events, "Wake", Thread.currentThread()).stream()
                    .filter(event -> event.getThread("target").getJavaThreadId()
                            == thread.threadId())
                    .toList();
            assertEquals(3, wakes.size());
        }
    }

    /**
     * The event is that of the outermost mask that was held for longer than the threshold, with the
     * stack of its end.
     */
    @Test
    void masksHeldForLong() throws Exception {
        try (Recording recording = new Recording()) {
            recording.enable("io.taskwork.Mask").withThreshold(THRESHOLD);
            List<RecordedEvent> events = record(recording, () -> {
                Mask outer = TaskWorks.mask();
                Mask inner = TaskWorks.mask();
                last(THRESHOLD.plusMillis(10));
                inner.close();
                outer.close();
                outer.close(); // this is without effect
                Thread forgetful = Thread.ofVirtual().start(() -> {
                    TaskWorks.mask();
                    last(THRESHOLD.plusMillis(10));
                });
                Await.ended(forgetful);
            });
            List<RecordedEvent> masks = of(events, "Mask", Thread.currentThread());
            assertEquals(1, masks.size(), masks::toString);
            assertTrue(masks.getFirst().getDuration().compareTo(THRESHOLD) >= 0);
            assertTrue(masks.getFirst().getStackTrace().toString().contains("masksHeldForLong"),
                    masks::toString);
            assertEquals(2, events.size(), "and one that its thread forgot: " + events);
        }
    }

    @Test
    void offByDefault() throws Exception {
        try (Recording recording = new Recording()) {
            recording.enable("jdk.ThreadStart");
            List<RecordedEvent> events = record(recording, () -> {
                try (Mask mask = TaskWorks.mask()) {
                    TaskWorks.add(Thread.currentThread(), () -> {}, Notify.RESUME);
                    TaskWorks.run();
                }
            });
            assertEquals(List.of(), events);
        }
    }
}
