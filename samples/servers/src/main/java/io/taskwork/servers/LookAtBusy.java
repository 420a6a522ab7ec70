// SPDX-License-Identifier: Apache-2.0
package io.taskwork.servers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code LookAtBusy [server]}: starts a server, keeps it busy with slow requests, and looks at it.
 */
final class LookAtBusy {
    private static final int REQUESTS = 8;

    private LookAtBusy() {}

    public static void main(String[] args) throws Exception {
        String name = args.length > 0 ? args[0] : "helidon";
        if (args.length > 1) {
            ServerProcess.exit("look takes one server");
        }
        ServerProcess.requireKnown(name);
        try (ServerProcess server = ServerProcess.start(name, Built.taskworkAgent())) {
            List<String> failed = new ArrayList<>();
            String seen = lookDuring(server, failed);
            System.out.print(seen);
            if (!failed.isEmpty() || !seen.contains("/slow/")) {
                System.out.println("FALSE: no request was seen, or some failed: " + failed);
                System.exit(1);
            }
            System.out.println("Then all " + REQUESTS + " requests were answered.");
        }
    }

    /** Makes requests that take seconds, looks until all are seen, and waits for the answers. */
    static String lookDuring(ServerProcess server, List<String> failed) throws Exception {
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            String path = "/slow/" + i;
            clients.add(Thread.startVirtualThread(() -> {
                try (Connection connection = new Connection(server.port())) {
                    connection.ask(path);
                } catch (IOException e) {
                    synchronized (failed) {
                        failed.add(e.toString());
                    }
                }
            }));
        }
        String seen;
        do {
            seen = Rainfall.lookAt(server);
        } while (!seen.contains(REQUESTS + " of them in a request") && anyAlive(clients));
        for (Thread client : clients) {
            client.join();
        }
        return seen;
    }

    private static boolean anyAlive(List<Thread> threads) {
        return threads.stream().anyMatch(Thread::isAlive);
    }
}
