// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A virtual thread that answers each byte, and a client's connection to it. */
final class Echo implements AutoCloseable {
    private final ServerSocket listener;
    private final Socket client;

    Echo() throws IOException {
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("echo").start(this::serve);
        client = new Socket(listener.getInetAddress(), listener.getLocalPort());
        client.setTcpNoDelay(true);
    }

    private void serve() {
        try (Socket socket = listener.accept()) {
            socket.setTcpNoDelay(true);
            for (int b; (b = socket.getInputStream().read()) >= 0; ) {
                socket.getOutputStream().write(b);
            }
        } catch (IOException e) {
            // The client has closed the connection.
        }
    }

    /** Sends a byte and returns the nanoseconds until the answer. */
    long request() throws IOException {
        long start = System.nanoTime();
        client.getOutputStream().write(7);
        if (client.getInputStream().read() != 7) {
            throw new IOException("another answer");
        }
        return System.nanoTime() - start;
    }

    @Override
    public void close() throws IOException {
        client.close();
        listener.close();
    }
}
