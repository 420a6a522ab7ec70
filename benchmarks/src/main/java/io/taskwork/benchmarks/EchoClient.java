// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** The client of {@link Echo}: a process of its own, with no agent, one thread and one selector. */
public final class EchoClient {
    /** The limits in the message of the commit that brought TIF_NOTIFY_SIGNAL into task_work. */
    static final List<String> WITHIN_MILLIS = List.of("0.1", "0.2", "0.3", "0.4", "0.5", "0.6",
            "0.7", "0.8", "0.9", "1.0", "2", "3");

    static final int REQUEST = 64;

    /** A connection and when its request left. */
    private static final class Line {
        final SocketChannel channel;
        final ByteBuffer buffer = ByteBuffer.allocateDirect(REQUEST);
        long sent;

        Line(SocketChannel channel) {
            this.channel = channel;
        }

        void send() throws IOException {
            buffer.clear();
            sent = System.nanoTime();
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            buffer.clear();
        }

        /** Returns true once the whole answer is here. */
        boolean receive() throws IOException {
            if (channel.read(buffer) < 0) {
                throw new IOException("the server closed a connection");
            }
            return !buffer.hasRemaining();
        }
    }

    private final Selector selector = Selector.open();
    private long end;
    private int outstanding;
    private Histogram latencies;

    private EchoClient(int port, int connections) throws IOException {
        for (int i = 0; i < connections; i++) {
            SocketChannel channel = SocketChannel.open(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(java.net.StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, new Line(channel));
        }
    }

    /**
     * Takes the number of connections to each port. Reads lines "port milliseconds" and answers
     * each with figures.
     */
    public static void main(String[] args) throws IOException {
        Map<String, EchoClient> clients = new HashMap<>();
        BufferedReader questions =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line; (line = questions.readLine()) != null; ) {
            String[] words = line.split(" ");
            EchoClient client = clients.get(words[0]);
            if (client == null) {
                client = new EchoClient(Integer.parseInt(words[0]), Integer.parseInt(args[0]));
                clients.put(words[0], client);
            }
            System.out.println(client.talk(Integer.parseInt(words[1])).entrySet().stream()
                    .map(f -> f.getKey() + "=" + f.getValue()).collect(Collectors.joining(" ")));
        }
    }

    static Map<String, Double> parse(String answer) {
        Map<String, Double> figures = new HashMap<>();
        for (String figure : answer.split(" ")) {
            String[] parts = figure.split("=");
            figures.put(parts[0], Double.valueOf(parts[1]));
        }
        return figures;
    }

    private Map<String, Double> talk(int millis) throws IOException {
        latencies = Slices.histogram();
        long start = System.nanoTime();
        end = start + millis * 1_000_000L;
        for (SelectionKey key : selector.keys()) {
            ((Line) key.attachment()).send();
            outstanding++;
        }
        while (outstanding > 0) {
            selector.select(key -> {
                try {
                    answered((Line) key.attachment());
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Map<String, Double> figures = new HashMap<>(Slices.percentiles(latencies));
        figures.put("rate", latencies.getTotalCount() / seconds);
        for (String within : WITHIN_MILLIS) {
            long nanos = Math.round(Double.parseDouble(within) * 1e6);
            figures.put("within" + within, 100.0 * latencies.getCountBetweenValues(0, nanos)
                    / latencies.getTotalCount());
        }
        return figures;
    }

    private void answered(Line line) throws IOException {
        if (!line.receive()) {
            return;
        }
        long now = System.nanoTime();
        Slices.record(latencies, now - line.sent);
        if (now < end) {
            line.send();
        } else {
            outstanding--;
        }
    }
}
