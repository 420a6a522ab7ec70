// SPDX-License-Identifier: Apache-2.0
package io.taskwork.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A service behind the server that takes its time, on a loopback socket. */
final class Backend {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private Backend() {}

    static void ask(long millis) throws IOException {
        try (ServerSocket service = new ServerSocket(0, 1, LOOPBACK)) {
            Thread.startVirtualThread(() -> answerLate(service, millis));
            try (Socket socket = new Socket(LOOPBACK, service.getLocalPort())) {
                if (socket.getInputStream().read() != 'y') {
                    throw new IOException("the backend gave no answer");
                }
            }
        }
    }

    private static void answerLate(ServerSocket service, long millis) {
        try (Socket socket = service.accept()) {
            Thread.sleep(millis);
            socket.getOutputStream().write('y');
        } catch (IOException | InterruptedException e) {
            Thread.currentThread().interrupt(); // the asker sees its connection end
        }
    }
}
