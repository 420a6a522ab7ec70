// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import static io.taskwork.blocking.SynchronizerRows.require;

import io.taskwork.blocking.Row.Where;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Rows of channels, selectors, pipes and processes. */
final class ChannelRows {
    private ChannelRows() {}

    static List<Row> all() {
        return List.of(
                Row.of(Where.IN_PLACE, "ServerSocketChannel.accept()", s -> {
                    ServerSocketChannel server = s.opened(ServerSocketChannel.open());
                    server.bind(local());
                    InetSocketAddress address = (InetSocketAddress) server.getLocalAddress();
                    s.run(() -> server.accept().close());
                    s.use(() -> require(server.isOpen())).close(server::close);
                    s.release(() -> s.opened(
                            new Socket(address.getAddress(), address.getPort())));
                }),
                Row.of(Where.IN_PLACE, "SocketChannel.read(buffer)", s -> {
                    try (ServerSocketChannel server = ServerSocketChannel.open().bind(local())) {
                        SocketChannel mine =
                                s.opened(SocketChannel.open(server.getLocalAddress()));
                        SocketChannel peer = s.opened(server.accept());
                        s.call(() -> read(mine)).use(() -> require(read(mine) == 'a'));
                        s.release(() -> peer.write(two())).result((int) 'b').close(mine::close);
                    }
                }),
                Row.of(Where.IN_PLACE, "DatagramChannel.receive(buffer)", s -> {
                    DatagramChannel mine = s.opened(DatagramChannel.open()).bind(local());
                    s.call(() -> {
                        ByteBuffer buffer = ByteBuffer.allocate(8);
                        mine.receive(buffer);
                        return buffer.position();
                    });
                    s.use(() -> require(mine.isOpen())).close(mine::close);
                    s.release(() -> {
                        try (DatagramChannel sender = DatagramChannel.open()) {
                            sender.send(two(), mine.getLocalAddress());
                        }
                    }).result(2);
                }),
                Row.of(Where.IN_PLACE, "Selector.select()", s -> {
                    Selector selector = s.opened(Selector.open());
                    s.call(selector::select).use(() -> require(selector.isOpen()));
                    s.release(selector::wakeup).result(0).close(selector::close);
                }),
                Row.timed(Where.IN_PLACE, "Selector.select(millis)", s -> {
                    Selector selector = s.opened(Selector.open());
                    s.call(() -> selector.select(s.millis()))
                            .use(() -> require(selector.keys().isEmpty()));
                    s.release(selector::wakeup).result(0).late(0).close(selector::close);
                }),
                Row.of(Where.IN_PLACE, "Pipe.SourceChannel.read(buffer)", s -> {
                    Pipe pipe = Pipe.open();
                    s.opened(pipe.sink());
                    s.opened(pipe.source());
                    s.call(() -> read(pipe.source()));
                    s.use(() -> require(read(pipe.source()) == 'a'));
                    s.release(() -> pipe.sink().write(two())).result((int) 'b');
                    s.close(pipe.source()::close);
                }),
                Row.of(Where.IN_PLACE, "Pipe.SinkChannel.write(buffer)", s -> {
                    Pipe pipe = Pipe.open();
                    s.opened(pipe.sink());
                    s.opened(pipe.source());
                    ByteBuffer much = ByteBuffer.allocate(1 << 20);
                    s.run(() -> {
                        while (much.hasRemaining()) {
                            pipe.sink().write(much);
                        }
                    });
                    s.use(() -> require(pipe.sink().isOpen())).close(pipe.sink()::close);
                    s.release(() -> {
                        ByteBuffer all = ByteBuffer.allocate(1 << 20);
                        while (all.hasRemaining()) {
                            pipe.source().read(all);
                        }
                    });
                }),
                Row.of(Where.WAIT_EXIT, "PipedInputStream.read()", s -> {
                    PipedInputStream in = s.opened(new PipedInputStream());
                    PipedOutputStream out = s.opened(new PipedOutputStream(in));
                    s.call(in::read).use(() -> {
                        out.write('a');
                        require(in.read() == 'a');
                    });
                    s.release(() -> {
                        out.write('b');
                        out.flush();
                    }).result((int) 'b');
                }),
                Row.of(Where.WAIT_EXIT, "PipedOutputStream.write(byte), full", s -> {
                    PipedInputStream in = s.opened(new PipedInputStream(1));
                    PipedOutputStream out = s.opened(new PipedOutputStream(in));
                    out.write('a');
                    s.run(() -> out.write('b')).use(() -> require(in.available() == 1));
                    s.release(() -> require(in.read() == 'a' && in.read() == 'b'));
                    s.close(in::close);
                }),
                Row.of(Where.QUEUE, "Process.waitFor()", s -> {
                    Process process = cat(s);
                    s.call(process::waitFor);
                }),
                Row.timed(Where.QUEUE, "Process.waitFor(time)", s -> {
                    Process process = cat(s);
                    s.call(() -> process.waitFor(s.nanos, TimeUnit.NANOSECONDS));
                    s.result(true).late(false);
                }),
                Row.of(Where.AFTER, "Process.getInputStream().read()", s -> {
                    Process process = cat(s);
                    s.call(process.getInputStream()::read).result(-1);
                    s.use(() -> require(process.waitFor() == 0));
                    s.blocked(ChannelRows::isInNative).close(process.getInputStream()::close);
                }));
    }

    private static InetSocketAddress local() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static ByteBuffer two() {
        return ByteBuffer.wrap(new byte[] {'a', 'b'});
    }

    private static int read(ReadableByteChannel channel) throws java.io.IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        channel.read(one);
        return one.get(0);
    }

    /** Starts a process that ends when its input is closed. */
    private static Process cat(Scene s) throws java.io.IOException {
        Process process = new ProcessBuilder("cat").start();
        s.opened(process::destroyForcibly);
        s.use(() -> require(process.waitFor() == 0));
        s.release(process.getOutputStream()::close).result(0);
        return process;
    }

    /**
     * Returns whether the thread is in native code, where it keeps its carrier and does not look
     * blocked.
     */
    static boolean isInNative(Thread thread) {
        StackTraceElement[] trace = thread.getStackTrace();
        return trace.length > 0 && trace[0].isNativeMethod();
    }
}
