// SPDX-License-Identifier: Apache-2.0
package io.taskwork.callstate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Kind;
import io.taskwork.support.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An interrupt ends a channel's call, whatever callbacks did meanwhile; otherwise the thread could
 * spin forever, or not close the channel. The call's {@code Thread.nioBlocker} is what tells the
 * channel.
 */
class ChannelInterruptIT {
    @TempDir
    Path directory;

    /** A blocking call of a channel, on a thread of that kind. */
    record Call(String name, Kind kind, Channel channel, Subject.Body body) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Call> calls() throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        ServerSocketChannel accepting = ServerSocketChannel.open().bind(any);
        ServerSocketChannel server = ServerSocketChannel.open().bind(any);
        SocketChannel reading = SocketChannel.open(server.getLocalAddress());
        DatagramChannel receiving = DatagramChannel.open().bind(any);
        Pipe pipe = Pipe.open();
        Parking virtual = new Parking();
        Parking platform = new Parking();
        return Stream.of(
                new Call("ServerSocketChannel.accept", Kind.VIRTUAL, accepting,
                        accepting::accept),
                new Call("SocketChannel.read", Kind.VIRTUAL, reading,
                        () -> reading.read(ByteBuffer.allocate(1))),
                new Call("DatagramChannel.receive", Kind.VIRTUAL, receiving,
                        () -> receiving.receive(ByteBuffer.allocate(1))),
                new Call("Pipe.SourceChannel.read", Kind.VIRTUAL, pipe.source(),
                        () -> pipe.source().read(ByteBuffer.allocate(1))),
                new Call("a channel of one's own, virtual", Kind.VIRTUAL, virtual,
                        virtual::block),
                new Call("a channel of one's own, platform", Kind.PLATFORM, platform,
                        platform::block));
    }

    /** A channel whose call parks for as long as the channel is open. */
    private static final class Parking extends AbstractInterruptibleChannel {
        private volatile Thread parked;

        Object block() throws IOException {
            parked = Thread.currentThread();
            begin();
            try {
                while (isOpen()) {
                    LockSupport.park();
                }
            } finally {
                end(false);
            }
            return null;
        }

        @Override
        protected void implCloseChannel() {
            LockSupport.unpark(parked);
        }
    }

    /** Returns a thread in the call, which ends with what that gave and the interrupt status. */
    private static Subject blockedIn(Call call) {
        return Subject.start(call.kind, () -> {
            String given;
            try {
                given = "returned " + call.body.run();
            } catch (Exception e) {
                given = e.getClass().getSimpleName();
            }
            return given + ", interrupted " + Thread.interrupted();
        }).awaitBlocked();
    }

    /** Runs a callback on the thread, and waits for its end. */
    private static void callback(Subject blocked, Runnable callback) {
        CountDownLatch ran = new CountDownLatch(1);
        TaskWorks.add(blocked.thread, () -> {
            callback.run();
            ran.countDown();
        }, Notify.SIGNAL);
        Await.passed("the callback does not end", ran);
    }

    private void readAFile() {
        Path file = directory.resolve("file");
        try {
            Files.write(file, new byte[10]);
            try (FileChannel channel = FileChannel.open(file)) {
                assertEquals(1, channel.read(ByteBuffer.allocate(1)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void afterACallbackThatUsedAChannel(Call call) {
        Subject blocked = blockedIn(call);
        callback(blocked, this::readAFile);
        blocked.thread.interrupt();
        assertEquals("ClosedByInterruptException, interrupted true", blocked.result());
        assertFalse(call.channel.isOpen());
    }

    @ParameterizedTest
    @MethodSource("calls")
    void whileACallbackRuns(Call call) {
        Subject blocked = blockedIn(call);
        CountDownLatch runs = new CountDownLatch(1);
        TaskWorks.add(blocked.thread, () -> {
            readAFile();
            runs.countDown();
            Await.until("the callback is not interrupted",
                    () -> Thread.currentThread().isInterrupted());
            assertTrue(call.channel.isOpen(), "the callback is interrupted, not yet the call");
        }, Notify.SIGNAL);
        Await.passed("the callback does not run", runs);
        blocked.thread.interrupt();
        assertEquals("ClosedByInterruptException, interrupted true", blocked.result());
    }

    @ParameterizedTest
    @MethodSource("calls")
    void whileACallbackRunsThatTakesIt(Call call) {
        Subject blocked = blockedIn(call);
        CountDownLatch runs = new CountDownLatch(1);
        TaskWorks.add(blocked.thread, () -> {
            runs.countDown();
            Await.until("the callback is not interrupted", Thread::interrupted);
        }, Notify.SIGNAL);
        Await.passed("the callback does not run", runs);
        blocked.thread.interrupt();
        assertEquals("ClosedByInterruptException, interrupted true", blocked.result());
    }

    /** A callback's own interrupt does not reach the call. */
    @ParameterizedTest
    @MethodSource("calls")
    void notByACallbackThatInterruptsItself(Call call) throws IOException {
        Subject blocked = blockedIn(call);
        callback(blocked, () -> Thread.currentThread().interrupt());
        callback(blocked, () -> assertTrue(call.channel.isOpen()));
        Await.blocked(blocked.thread);
        assertTrue(call.channel.isOpen());
        call.channel.close();
        assertEquals("AsynchronousCloseException, interrupted false", blocked.result());
    }
}
