// SPDX-License-Identifier: Apache-2.0
package io.taskwork.callstate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.BlockingCall;
import io.taskwork.support.JavaSources;
import io.taskwork.support.Jvm;
import io.taskwork.support.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Exchanger;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a thread keeps for the call in which it is blocked is there again after a callback that made
 * a call of the same kind. Each test is a row of docs/call-state.md. {@code Thread.nioBlocker} has
 * a test of its own, {@link ChannelInterruptIT}.
 */
@Tag("jdk")
class CallStateIT {
    @TempDir
    Path directory;

    /**
     * Runs the callback on a thread that is blocked in {@code body}, and then lets that continue.
     */
    private static Object blockedWhile(
            Subject.Body body, Runnable callback, BlockingCall.Action release)
            throws Exception {
        Subject probe = Subject.start(body);
        Await.blocked(probe.thread);
        CountDownLatch ran = new CountDownLatch(1);
        TaskWorks.add(probe.thread, () -> {
            callback.run();
            ran.countDown();
        }, Notify.SIGNAL);
        Await.passed("the callback does not end", ran);
        release.run();
        return probe.result();
    }

    @Test
    void theParkBlocker() {
        Object mine = new Object();
        boolean[] stop = {false};
        Subject probe = Subject.start(() -> {
            while (!stop[0]) {
                LockSupport.park(mine);
            }
            return "stopped";
        });
        Await.blocked(probe.thread);
        CountDownLatch ran = new CountDownLatch(1);
        TaskWorks.add(probe.thread, () -> {
            LockSupport.parkNanos(new Object(), 1);
            LockSupport.parkNanos(new Object(), 1);
        }, Notify.SIGNAL);
        TaskWorks.add(probe.thread, ran::countDown, Notify.SIGNAL);
        Await.passed("the callback does not end", ran);
        Await.until("another blocker", () -> LockSupport.getBlocker(probe.thread) == mine);
        TaskWorks.add(probe.thread, () -> stop[0] = true, Notify.SIGNAL);
        probe.endsWith("stopped");
    }

    @Test
    void theExchangersNode() throws Exception {
        Exchanger<String> mine = new Exchanger<>();
        Exchanger<String> other = new Exchanger<>();
        Thread partner = Thread.startVirtualThread(() -> exchange(other, "partner's"));
        assertEquals("mine gave released", blockedWhile(
                () -> "mine gave " + mine.exchange("x"),
                () -> assertEquals("partner's", exchange(other, "callback's")),
                () -> exchange(mine, "released")));
        Await.ended(partner);
    }

    private static String exchange(Exchanger<String> exchanger, String item) {
        try {
            return exchanger.exchange(item, Await.LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Buffers of {@code sun.nio.ch}, which belong to the carrier, are in use while a gathering
     * write blocks.
     */
    @Test
    void theBuffersOfAGatheringWrite() throws Exception {
        Pipe pipe = Pipe.open();
        Path file = Files.createTempFile("taskwork", ".buffers");
        int size = 1 << 19;
        ByteBuffer[] parts = {filled(size, 1), filled(size, 2), filled(size, 3)};
        ByteBuffer got = ByteBuffer.allocate(3 * size);
        try (Pipe.SinkChannel sink = pipe.sink(); Pipe.SourceChannel source = pipe.source()) {
            blockedWhile(() -> {
                while (parts[2].hasRemaining()) {
                    sink.write(parts);
                }
                return "written";
            }, () -> gatherAndScatter(file), () -> {
                while (got.hasRemaining()) {
                    source.read(got);
                }
            });
        } finally {
            Files.delete(file);
        }
        for (int i = 0; i < got.capacity(); i++) {
            assertEquals(1 + i / size, got.get(i));
        }
    }

    private static ByteBuffer filled(int size, int value) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) value);
        return ByteBuffer.wrap(bytes);
    }

    private static void gatherAndScatter(Path file) {
        try (FileChannel channel = FileChannel.open(file,
                StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            channel.write(new ByteBuffer[] {filled(5000, 8), filled(5000, 9)});
            channel.position(0);
            ByteBuffer[] back = {ByteBuffer.allocate(4000), ByteBuffer.allocate(6000)};
            channel.read(back);
            assertEquals(8, back[0].get(3999));
            assertEquals(9, back[1].get(5999));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** If a drain put the seed back, the same numbers would come twice. */
    @Test
    void theRandomNumbers() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        Set<Long> seen = ConcurrentHashMap.newKeySet();
        assertEquals("3000 numbers", blockedWhile(() -> {
            draw(seen);
            Await.passed("released", latch);
            draw(seen);
            return seen.size() + " numbers";
        }, () -> draw(seen), latch::countDown));
    }

    private static void draw(Set<Long> seen) {
        for (int i = 0; i < 1000; i++) {
            seen.add(ThreadLocalRandom.current().nextLong());
        }
    }

    /** The frames of {@code jdk.internal.foreign.BufferStack} are open while an upcall blocks. */
    @Test
    void theLinkersBuffers() throws Exception {
        assumeTrue(Runtime.version().feature() >= 25, "the linker has no BufferStack before 25");
        BiFunction<Runnable, long[], String> call = compiled("StructCall");
        CountDownLatch latch = new CountDownLatch(1);
        assertEquals("1 2 3", blockedWhile(
                () -> call.apply(() -> Await.passed("released", latch), new long[] {1, 2, 3}),
                () -> assertEquals("8 9 10",
                        call.apply(Thread::yield, new long[] {8, 9, 10})),
                latch::countDown));
    }

    @SuppressWarnings("unchecked") // the class implements it
    private BiFunction<Runnable, long[], String> compiled(String name) throws Exception {
        Path source = Path.of(CallStateIT.class.getResource(name + ".java").toURI());
        JavaSources.compile(directory, source);
        URLClassLoader loader = new URLClassLoader(new URL[] {directory.toUri().toURL()}, null);
        return (BiFunction<Runnable, long[], String>) loader
                .loadClass(CallStateIT.class.getPackageName() + "." + name)
                .getConstructor().newInstance();
    }

    /** The test uses reflection, since the API is not final in Java 21. */
    @Test
    void theScopedValues() throws Exception {
        Class<?> type = Class.forName("java.lang.ScopedValue");
        Object value = type.getMethod("newInstance").invoke(null);
        CountDownLatch latch = new CountDownLatch(1);
        StringBuilder seen = new StringBuilder();
        Object result = blockedWhile(() -> {
            runWhere(type, value, "own", () -> {
                Await.passed("released", latch);
                seen.append(" then ").append(get(type, value));
            });
            return "bound at the end: " + type.getMethod("isBound").invoke(value);
        }, () -> {
            seen.append(get(type, value));
            runWhere(type, value, "inner", () -> seen.append(' ').append(get(type, value)));
            seen.append(' ').append(get(type, value));
        }, latch::countDown);
        assertEquals("bound at the end: false", result);
        assertEquals("own inner own then own", seen.toString());
    }

    private static void runWhere(Class<?> type, Object value, Object bound, Runnable action) {
        try {
            Object carrier =
                    type.getMethod("where", type, Object.class).invoke(null, value, bound);
            Method run = carrier.getClass().getMethod("run", Runnable.class);
            run.invoke(carrier, action);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static Object get(Class<?> type, Object value) {
        try {
            return type.getMethod("get").invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** What a callback leaves open is closed, and the thread's own scope closes in order. */
    @Test
    void theOpenScopes() throws Exception {
        Jvm.Result result = new Jvm().agent(Jvm.agentJar()).defaultClassPath()
                .option("--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED")
                .run(60, LeftScopes.class.getName());
        assertEquals("""
                no scope around: closed in order, EXCEPTION
                a scope around: closed in order, EXCEPTION
                """.replace("EXCEPTION",
                "java.lang.IllegalStateException: a callback left a scope open"), result.output());
    }
}
