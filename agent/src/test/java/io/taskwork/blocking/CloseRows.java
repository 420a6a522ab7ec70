// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import static io.taskwork.blocking.SynchronizerRows.require;

import io.taskwork.blocking.Row.Where;
import io.taskwork.support.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Rows of further calls that a callback may close: connects, writes, locks, and those with memory.
 */
final class CloseRows {
    private static final int MUCH = 1 << 20;

    private CloseRows() {}

    static List<Row> all() {
        return List.of(
                Row.of(Where.AFTER, "FileChannel.lock(), held by another process",
                        CloseRows::fileLock),
                Row.of(Where.IN_PLACE, "Socket.connect(address)", s -> {
                    ServerSocket server = full(s);
                    Socket socket = s.opened(new Socket());
                    s.run(() -> socket.connect(server.getLocalSocketAddress()));
                    s.use(() -> require(!socket.isClosed())).close(socket::close);
                }),
                Row.of(Where.IN_PLACE, "SocketChannel.connect(address)", s -> {
                    ServerSocket server = full(s);
                    SocketChannel channel = s.opened(SocketChannel.open());
                    s.call(() -> channel.connect(server.getLocalSocketAddress())).result(true);
                    s.use(() -> require(channel.isConnectionPending())).close(channel::close);
                }),
                Row.of(Where.IN_PLACE, "SocketChannel.write(buffer)", s -> {
                    IoRows.Connection c = connectChannel(s);
                    SocketChannel mine = c.mine().getChannel();
                    ByteBuffer much = ByteBuffer.allocate(MUCH);
                    s.run(() -> {
                        while (much.hasRemaining()) {
                            mine.write(much);
                        }
                    });
                    s.blocked(thread -> Await.isBlocked(thread) && isAtRest(much));
                    s.use(() -> require(mine.isOpen())).close(mine::close);
                    s.release(() -> require(
                            c.peer().getInputStream().readNBytes(MUCH).length == MUCH));
                }),
                Row.of(Where.IN_PLACE, "Selector.select(), with keys", s -> {
                    Selector selector = s.opened(Selector.open());
                    Pipe pipe = Pipe.open();
                    s.opened(pipe.sink());
                    s.opened(pipe.source()).configureBlocking(false)
                            .register(selector, SelectionKey.OP_READ);
                    s.call(selector::select).result(1);
                    s.use(() -> require(selector.selectedKeys().isEmpty()));
                    s.release(() -> pipe.sink().write(ByteBuffer.allocate(1)));
                    s.close(() -> {
                        selector.close();
                        pipe.source().configureBlocking(true); // as its keys are cancelled
                        require(pipe.source().keyFor(selector) == null
                                || !pipe.source().keyFor(selector).isValid());
                    });
                }),
                Row.of(Where.IN_PLACE, "Selector.select(action)", s -> {
                    Selector selector = s.opened(Selector.open());
                    s.call(() -> selector.select(key -> {}));
                    s.use(() -> require(selector.keys().isEmpty()));
                    s.release(selector::wakeup).result(0).close(selector::close);
                }),
                Row.of(Where.IN_PLACE, "Pipe.SourceChannel.read(confined memory)", s -> {
                    Pipe pipe = Pipe.open();
                    s.opened(pipe.sink());
                    s.opened(pipe.source());
                    AutoCloseable[] arena = new AutoCloseable[1];
                    s.call(() -> {
                        arena[0] = Confined.arena();
                        try {
                            return pipe.source().read(Confined.buffer(arena[0], 64));
                        } finally {
                            Confined.close(arena[0]);
                        }
                    });
                    s.use(() -> require(pipe.source().isOpen()));
                    s.release(() -> pipe.sink().write(ByteBuffer.allocate(2))).result(2);
                    s.ownClose(() -> Confined.close(arena[0]), "IllegalStateException");
                }));
    }

    /** Another process holds the lock of the file until its input ends. */
    private static void fileLock(Scene s) throws Exception {
        Path file = Files.createTempFile("taskwork", ".lock");
        s.opened(() -> Files.delete(file));
        Process holder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"), LockHolder.class.getName(),
                file.toString()).start();
        s.opened(holder::destroyForcibly);
        require(holder.getInputStream().read() == LockHolder.LOCKED);
        FileChannel channel = s.opened(FileChannel.open(file, StandardOpenOption.WRITE));
        s.run(() -> channel.lock().close());
        s.use(() -> require(channel.isOpen()));
        s.release(holder.getOutputStream()::close).blocked(ChannelRows::isInNative);
        s.close(channel::close);
    }

    /** Opens a server that answers nobody, so that no more connections fit into its queue. */
    private static ServerSocket full(Scene s) throws IOException {
        ServerSocket server =
                s.opened(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        List<SocketChannel> waiting = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            SocketChannel channel = s.opened(SocketChannel.open());
            channel.configureBlocking(false);
            channel.connect(server.getLocalSocketAddress());
            waiting.add(channel);
        }
        s.release(() -> {
            for (SocketChannel channel : waiting) {
                channel.close();
            }
            Thread.startVirtualThread(() -> acceptAll(server));
        });
        return server;
    }

    /** Returns whether no more bytes move; TCP moves the last that fit by its timers of 200 ms. */
    private static boolean isAtRest(ByteBuffer buffer) {
        int position = buffer.position();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(400));
        return buffer.position() == position;
    }

    private static void acceptAll(ServerSocket server) {
        try {
            for (;;) {
                server.accept().close();
            }
        } catch (IOException e) {
            // the scene has closed it
        }
    }

    /**
     * Does the same as {@link IoRows#connect} with a channel, and with buffers that do not grow.
     */
    private static IoRows.Connection connectChannel(Scene s) throws IOException {
        try (ServerSocket server = new ServerSocket()) {
            server.setReceiveBufferSize(1 << 14);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            SocketChannel mine = s.opened(SocketChannel.open());
            mine.setOption(StandardSocketOptions.SO_SNDBUF, 1 << 14);
            mine.connect(server.getLocalSocketAddress());
            return new IoRows.Connection(mine.socket(), s.opened(server.accept()));
        }
    }
}
