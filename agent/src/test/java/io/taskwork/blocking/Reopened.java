// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import static io.taskwork.blocking.SynchronizerRows.require;

import io.taskwork.support.Await;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;

/**
 * Channels of every kind, opened at once after a callback has closed what its thread is blocked on.
 * They get the file descriptors and the memory of what was closed, if these are free too early.
 * Other threads block on them meanwhile, so that the JDK's pollers know the descriptors as theirs.
 */
final class Reopened implements AutoCloseable {
    private static final int PIPES = 60;

    private final Deque<Closeable> resources = new ArrayDeque<>();
    private final List<Pipe> pipes = new ArrayList<>();
    private final Selector selector;
    private final SocketChannel writer;
    private final Socket socketWriter;
    private final List<FutureTask<Integer>> readers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    Reopened() throws IOException {
        InetAddress local = InetAddress.getLoopbackAddress();
        selector = opened(Selector.open());
        for (int i = 0; i < PIPES; i++) {
            Pipe pipe = Pipe.open();
            opened(pipe.source());
            opened(pipe.sink());
            pipe.source().configureBlocking(false).register(selector, SelectionKey.OP_READ);
            pipes.add(pipe);
        }
        selector.selectNow();
        ServerSocketChannel server =
                opened(ServerSocketChannel.open()).bind(new InetSocketAddress(local, 0));
        writer = opened(SocketChannel.open(server.getLocalAddress()));
        SocketChannel reader = opened(server.accept());
        read(() -> {
            ByteBuffer one = ByteBuffer.allocate(1);
            reader.read(one);
            return (int) one.get(0);
        });
        ServerSocket listener = opened(new ServerSocket(0, 1, local));
        socketWriter = opened(new Socket(local, listener.getLocalPort()));
        Socket socketReader = opened(listener.accept());
        read(() -> socketReader.getInputStream().read());
        for (Thread thread : threads) {
            while (!Await.isBlocked(thread)) {
                LockSupport.parkNanos(100_000); // a yield would keep the JDK's pollers out
            }
        }
    }

    /** Checks that nobody else has read from them, closed them, or taken them out of a poller. */
    void check() throws IOException {
        writer.write(ByteBuffer.wrap(new byte[] {'x'}));
        socketWriter.getOutputStream().write('x');
        for (FutureTask<Integer> reader : readers) {
            require(Await.value(reader) == 'x');
        }
        for (Pipe pipe : pipes) {
            pipe.sink().write(ByteBuffer.wrap(new byte[] {'x'}));
        }
        selector.selectNow();
        require(selector.selectedKeys().size() == PIPES);
        for (Pipe pipe : pipes) {
            ByteBuffer buffer = ByteBuffer.allocate(2);
            require(pipe.source().read(buffer) == 1);
        }
    }

    private void read(Callable<Integer> call) {
        FutureTask<Integer> reader = new FutureTask<>(call);
        readers.add(reader);
        threads.add(Thread.startVirtualThread(reader));
    }

    private <T extends Closeable> T opened(T resource) {
        resources.push(resource);
        return resource;
    }

    @Override
    public void close() throws IOException {
        for (Closeable resource : resources) {
            resource.close();
        }
    }
}
