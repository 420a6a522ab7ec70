// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import static io.taskwork.blocking.SynchronizerRows.require;

import io.taskwork.blocking.Row.Where;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;

/** Rows of sockets of {@code java.net}. The callback reads from, or accepts at, the same socket. */
final class IoRows {
    private static final InetAddress LOCAL = InetAddress.getLoopbackAddress();

    /** A connection: the end that the caller has, and its peer. */
    record Connection(Socket mine, Socket peer) {}

    private IoRows() {}

    static List<Row> all() {
        return List.of(
                Row.of(Where.IN_PLACE, "ServerSocket.accept()", s -> {
                    ServerSocket server = server(s);
                    s.run(() -> server.accept().close());
                }),
                Row.timed(Where.IN_PLACE, "ServerSocket.accept(), with a timeout", s -> {
                    ServerSocket server = server(s);
                    server.setSoTimeout((int) s.millis());
                    s.run(() -> server.accept().close()).late("SocketTimeoutException");
                }),
                Row.of(Where.IN_PLACE, "Socket.getInputStream().read()", s -> {
                    Connection c = connect(s);
                    read(s, c);
                }),
                Row.timed(Where.IN_PLACE, "Socket.getInputStream().read(), with a timeout", s -> {
                    Connection c = connect(s);
                    c.mine.setSoTimeout((int) s.millis());
                    read(s, c);
                }),
                Row.of(Where.IN_PLACE, "Socket.getInputStream().read(), its peer closed", s -> {
                    Connection c = connect(s);
                    s.call(c.mine.getInputStream()::read).use(c.peer::close).close(c.mine::close)
                            .release(() -> require(c.peer.isClosed())).result(-1);
                }),
                Row.of(Where.IN_PLACE, "Socket.getInputStream().read(), then closed", s -> {
                    Connection c = connect(s);
                    s.call(c.mine.getInputStream()::read);
                    s.use(() -> require(c.mine.getInputStream().available() == 0));
                    s.release(c.mine::close).result("SocketException").close(c.mine::close);
                }),
                Row.of(Where.IN_PLACE, "Socket.getOutputStream().write(bytes)", s -> {
                    Connection c = connect(s);
                    byte[] much = new byte[16 << 20];
                    s.run(() -> {
                        c.mine.getOutputStream().write(much);
                        c.mine.shutdownOutput();
                    });
                    s.use(() -> require(!c.mine.isOutputShutdown()));
                    s.release(() -> require(
                            c.peer.getInputStream().readAllBytes().length == much.length));
                    s.close(c.mine::close);
                }),
                Row.of(Where.IN_PLACE, "DatagramSocket.receive(packet)", s -> {
                    DatagramSocket socket = s.opened(new DatagramSocket(0, LOCAL));
                    receive(s, socket);
                }),
                Row.timed(Where.IN_PLACE, "DatagramSocket.receive(packet), with a timeout", s -> {
                    DatagramSocket socket = s.opened(new DatagramSocket(0, LOCAL));
                    socket.setSoTimeout((int) s.millis());
                    receive(s, socket);
                }));
    }

    private static ServerSocket server(Scene s) throws IOException {
        ServerSocket server = s.opened(new ServerSocket(0, 50, LOCAL));
        s.close(server::close);
        s.use(() -> server.accept().close());
        s.release(() -> {
            for (int i = 0; i < 2; i++) { // one for the callback
                s.opened(new Socket(LOCAL, server.getLocalPort()));
            }
        });
        return server;
    }

    static Connection connect(Scene s) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, LOCAL)) {
            Socket mine = s.opened(new Socket(LOCAL, server.getLocalPort()));
            return new Connection(mine, s.opened(server.accept()));
        }
    }

    /** Sets up a read to which two bytes come: the callback gets one, and the caller the other. */
    private static void read(Scene s, Connection c) throws IOException {
        InputStream in = c.mine.getInputStream();
        s.call(in::read).use(() -> require(in.read() == 'a'));
        s.release(() -> c.peer.getOutputStream().write(new byte[] {'a', 'b'}));
        s.result((int) 'b').late("SocketTimeoutException").close(c.mine::close);
    }

    private static void receive(Scene s, DatagramSocket socket) {
        s.call(() -> receive(socket)).use(() -> require(receive(socket) == 'a'));
        s.release(() -> {
            try (DatagramSocket sender = new DatagramSocket(0, LOCAL)) {
                for (byte b = 'a'; b <= 'b'; b++) {
                    sender.send(new DatagramPacket(
                            new byte[] {b}, 1, LOCAL, socket.getLocalPort()));
                }
            }
        });
        s.result((int) 'b').late("SocketTimeoutException").close(socket::close);
    }

    private static int receive(DatagramSocket socket) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[1], 1);
        socket.receive(packet);
        return packet.getData()[0];
    }
}
