// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import io.taskwork.Notify;
import io.taskwork.support.Await;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JVM's own tools work on a thread that is in the middle of a callback. */
class DumpsIT {

    @TempDir
    private Path directory;

    private final ReentrantLock lock = new ReentrantLock();
    private final CountDownLatch gate = new CountDownLatch(1);
    private Caller caller;
    private Caller.Callback callback;

    /** Makes a thread that queues for a lock, in a callback that waits for a latch. */
    @BeforeEach
    void blockInACallback() {
        lock.lock();
        caller = new Caller(new Scene(0).run(this::blockingCall), Await.LIMIT).start();
        callback = caller.add(Notify.SIGNAL, this::callbackBody);
        caller.awaitFinishOrBlocked(callback);
    }

    @AfterEach
    void callGoesOn() {
        gate.countDown();
        caller.awaitFinish(callback);
        lock.unlock();
        assertEquals("done", caller.awaitEnd());
    }

    private void blockingCall() {
        lock.lock();
        lock.unlock();
    }

    private void callbackBody() throws InterruptedException {
        gate.await();
    }

    @Test
    void stackTraceShowsCallbackAndCall() {
        List<String> methods = Stream.of(caller.thread.getStackTrace())
                .map(StackTraceElement::getMethodName).toList();
        int callbackAt = methods.indexOf("callbackBody");
        int callAt = methods.indexOf("blockingCall");
        assertTrue(0 <= callbackAt && callbackAt < callAt, methods::toString);
        assertTrue(Thread.State.WAITING == caller.thread.getState(), methods::toString);
    }

    @Test
    void threadDumpsShowTheThread() throws Exception {
        HotSpotDiagnosticMXBean bean =
                ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        for (ThreadDumpFormat format : ThreadDumpFormat.values()) {
            Path file = directory.resolve(format + ".dump");
            bean.dumpThreads(file.toString(), format);
            requireDumped(Files.readString(file));
        }
    }

    @Test
    void jcmdDumpsThreads() throws Exception {
        Path file = directory.resolve("jcmd.dump");
        Path output = directory.resolve("jcmd.out");
        Process process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                "" + ProcessHandle.current().pid(), "Thread.dump_to_file", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertTrue(process.waitFor(Await.LIMIT.toSeconds(), java.util.concurrent.TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), Files.readString(output));
        requireDumped(Files.readString(file));
    }

    @Test
    void flightRecorderRecordsWhatCallbacksDo() throws Exception {
        Path file = directory.resolve("callbacks.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.ThreadSleep").withStackTrace().withoutThreshold();
            recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(10));
            recording.start();
            Caller sleeper = new Caller(new Scene(0).run(this::blockingCall), Await.LIMIT).start();
            sleeper.awaitFinish(sleeper.add(Notify.SIGNAL, () -> Thread.sleep(30)));
            gate.countDown();
            caller.awaitFinish(callback);
            lock.unlock();
            assertEquals("done", sleeper.awaitEnd());
            assertEquals("done", caller.awaitEnd());
            recording.stop();
            recording.dump(file);
        }
        lock.lock(); // as the others leave it
        Set<String> seen = new HashSet<>();
        for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
            boolean inCallback = event.getStackTrace() != null
                    && event.getStackTrace().getFrames().stream().anyMatch(
                            f -> f.getMethod().getType().getName().equals(
                                    Caller.Callback.class.getName()));
            RecordedThread thread = event.getThread(); // null in a sample
            if (inCallback && thread != null && "caller".equals(thread.getJavaName())) {
                seen.add(event.getEventType().getName());
            }
        }
        assertTrue(seen.contains("jdk.ThreadSleep"), seen::toString);
    }

    private static void requireDumped(String dump) {
        assertTrue(dump.contains("\"caller\"") && dump.contains("callbackBody")
                && dump.contains("blockingCall"), dump);
    }
}
