// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.Map;

/** The server of {@link Echo}, with a port for each way of completing. It starts the client. */
public final class EchoServer {
    static final String INTERRUPT = "interrupt, parked";

    private static final int CONNECTIONS = 16;

    private final Selector selector = Selector.open();

    private EchoServer() throws IOException {}

    /** Takes the rounds and the milliseconds of a slice. It must run under the agent. */
    public static void main(String[] args) throws Exception {
        EchoServer server = new EchoServer();
        Map<String, Integer> ports = new HashMap<>();
        for (String way : Completion.WAYS) {
            ports.put(way, server.listen(way));
        }
        Thread.ofPlatform().daemon().name("completer").start(server::complete);
        Process client = new ProcessBuilder(Measured.java(), "-cp",
                System.getProperty("java.class.path"), EchoClient.class.getName(),
                String.valueOf(CONNECTIONS)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader answers = client.inputReader();
                PrintStream questions = new PrintStream(client.getOutputStream(), true)) {
            Slices slices = new Slices(Echo.ROW);
            for (String way : Completion.WAYS) {
                slices.with(way, () -> slice(questions, answers, ports.get(way) + " " + args[1]));
            }
            slices.run(Integer.parseInt(args[0]));
        } finally {
            client.destroy();
        }
        System.exit(0); // the connections' threads wait forever
    }

    private static Map<String, Double> slice(PrintStream questions, BufferedReader answers,
            String question) throws IOException {
        Map<Long, Long> cpu = CpuTime.now();
        long start = System.nanoTime();
        questions.println(question);
        Map<String, Double> figures = EchoClient.parse(answers.readLine());
        double spent = CpuTime.since(cpu);
        figures.put("cpu", spent / figures.get("count"));
        figures.put("percent", 100 * spent / (System.nanoTime() - start));
        return figures;
    }

    private int listen(String way) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), CONNECTIONS);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_ACCEPT, way);
        return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    /** Runs on the other thread, which only completes the reads of the connections. */
    private void complete() {
        try {
            while (true) {
                selector.select(key -> {
                    try {
                        ready(key);
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                });
            }
        } catch (IOException | RuntimeException e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private void ready(SelectionKey key) throws IOException {
        if (key.attachment() instanceof Completion connection) {
            if (connection.read() < 0) {
                key.cancel();
            }
        } else {
            SocketChannel channel = ((ServerSocketChannel) key.channel()).accept();
            channel.configureBlocking(false);
            channel.setOption(java.net.StandardSocketOptions.TCP_NODELAY, true);
            channel.register(selector, SelectionKey.OP_READ,
                    Completion.of((String) key.attachment(), channel));
        }
    }
}
