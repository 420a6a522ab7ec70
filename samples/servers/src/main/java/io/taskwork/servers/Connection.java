// SPDX-License-Identifier: Apache-2.0
package io.taskwork.servers;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A kept-alive HTTP/1.1 connection that checks its answers: the status must be 200, and the body
 * must be the path that was asked for. A general HTTP client costs several times what these servers
 * cost, and a small machine would mostly measure the client.
 */
final class Connection implements AutoCloseable {
    private static final int ANSWER_MILLIS = 20_000;

    private final Socket socket;
    private final InputStream in;

    Connection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(ANSWER_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /**
     * Throws if the answer is not the right one.
     *
     * @return false if the server has said that it closes the connection now, as Tomcat does after
     *     100 requests
     */
    boolean ask(String path) throws IOException {
        String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        String status = line();
        if (!status.startsWith("HTTP/1.1 200")) {
            throw new IOException(path + " was answered by " + status);
        }
        int length = -1;
        boolean open = true;
        for (String header; !(header = line()).isEmpty(); ) {
            if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).trim());
            } else if (header.equalsIgnoreCase("connection: close")) {
                open = false;
            }
        }
        if (length < 0) {
            throw new IOException("the answer to " + path + " does not say how long it is");
        }
        String body = new String(in.readNBytes(length), StandardCharsets.US_ASCII);
        if (!body.equals(path)) {
            throw new IOException(path + " was answered by " + body);
        }
        return open;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c; (c = in.read()) != '\n'; ) {
            if (c < 0) {
                throw new IOException("the server closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
