// SPDX-License-Identifier: Apache-2.0
package io.taskwork.support;

import static io.taskwork.support.BlockingCall.call;
import static io.taskwork.support.BlockingCall.released;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Blocking calls on sockets and pipes; what they open lives as long as the test's JVM. */
public final class IoCalls {
    private static final byte ITEM = 42;

    private IoCalls() {}

    public static List<BlockingCall> all() throws IOException {
        List<BlockingCall> calls = new ArrayList<>(List.of(
                accept(), socketRead(), channelAccept(), channelRead(), receive(), pipe()));
        if (Runtime.version().feature() > 21) { // there it waits in the kernel, as RUNNABLE
            calls.add(select());
        }
        return calls;
    }

    private static InetAddress loopback() {
        return InetAddress.getLoopbackAddress();
    }

    private static BlockingCall accept() throws IOException {
        ServerSocket server = new ServerSocket(0, 1, loopback());
        return call("ServerSocket.accept",
                () -> released(server.accept().isConnected()),
                () -> new Socket(loopback(), server.getLocalPort()));
    }

    private static BlockingCall socketRead() throws IOException {
        ServerSocket server = new ServerSocket(0, 1, loopback());
        Socket writer = new Socket(loopback(), server.getLocalPort());
        Socket reader = server.accept();
        return call("Socket read",
                () -> released(reader.getInputStream().read() == ITEM),
                () -> writer.getOutputStream().write(ITEM));
    }

    private static BlockingCall channelAccept() throws IOException {
        ServerSocketChannel server = listen();
        return call("ServerSocketChannel.accept",
                () -> released(server.accept() != null),
                () -> SocketChannel.open(server.getLocalAddress()));
    }

    private static BlockingCall channelRead() throws IOException {
        ServerSocketChannel server = listen();
        SocketChannel writer = SocketChannel.open(server.getLocalAddress());
        SocketChannel reader = server.accept();
        return call("SocketChannel.read",
                () -> released(readItem(reader::read)),
                () -> writer.write(item()));
    }

    private static BlockingCall receive() throws IOException {
        DatagramSocket receiver = new DatagramSocket(new InetSocketAddress(loopback(), 0));
        DatagramSocket sender = new DatagramSocket();
        return call("DatagramSocket.receive", () -> {
            DatagramPacket packet = new DatagramPacket(new byte[1], 1);
            receiver.receive(packet);
            return released(packet.getData()[0] == ITEM);
        }, () -> sender.send(
                new DatagramPacket(new byte[] {ITEM}, 1, receiver.getLocalSocketAddress())));
    }

    private static BlockingCall pipe() throws IOException {
        Pipe pipe = Pipe.open();
        return call("Pipe read",
                () -> released(readItem(pipe.source()::read)),
                () -> pipe.sink().write(item()));
    }

    private static BlockingCall select() throws IOException {
        Selector selector = Selector.open();
        boolean[] woken = {false};
        return call("Selector.select", () -> {
            selector.select();
            return released(woken[0]);
        }, () -> {
            woken[0] = true;
            selector.wakeup();
        });
    }

    private interface Read {
        int read(ByteBuffer buffer) throws IOException;
    }

    private static boolean readItem(Read read) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(1);
        return read.read(buffer) == 1 && buffer.get(0) == ITEM;
    }

    private static ServerSocketChannel listen() throws IOException {
        return ServerSocketChannel.open().bind(new InetSocketAddress(loopback(), 0));
    }

    private static ByteBuffer item() {
        return ByteBuffer.wrap(new byte[] {ITEM});
    }
}
