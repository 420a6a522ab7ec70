// SPDX-License-Identifier: Apache-2.0
package io.taskwork.servers;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server in a JVM of its own, which is started in the usual way with one agent added. */
final class ServerProcess implements AutoCloseable {
    /** The servers that this module knows, by the names used on the command line. */
    static final List<String> NAMES = List.of("jetty", "helidon", "tomcat");

    private final Process process;
    private final int port;

    private ServerProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Ends this program with one line if there is no server of that name. */
    static void requireKnown(String name) {
        if (!NAMES.contains(name)) {
            exit("there is no server '" + name + "'; there are " + String.join(", ", NAMES));
        }
    }

    /** Ends this program with a complaint about its arguments, in one line. */
    static <T> T exit(String complaint) {
        System.err.println("run.sh: " + complaint
                + "; usage: run.sh [pairs [server...]] or run.sh look [server]");
        System.exit(2);
        throw new AssertionError();
    }

    static ServerProcess start(String name, Path agent) throws IOException {
        String main = switch (name) {
            case "jetty" -> "JettyApp";
            case "helidon" -> "HelidonApp";
            case "tomcat" -> "TomcatApp";
            default -> throw new IllegalArgumentException(
                    "there is no server \"" + name + "\"; there are " + NAMES);
        };
        Process process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-javaagent:" + agent,
                "-cp", Built.jar("samples/servers/target/taskwork-servers.jar") + File.pathSeparator
                        + Built.file("samples/servers/target/lib") + File.separator + "*",
                "io.taskwork.servers." + main)
                .redirectErrorStream(true)
                .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        StringBuilder said = new StringBuilder();
        for (String line; (line = out.readLine()) != null; said.append(line).append('\n')) {
            if (line.startsWith("port ")) {
                Thread.startVirtualThread(() -> drop(out)); // so that the pipe never fills up
                return new ServerProcess(process, Integer.parseInt(line.substring(5)));
            }
        }
        throw new IOException(name + " did not start:\n" + said);
    }

    private static void drop(BufferedReader out) {
        try {
            while (out.readLine() != null) {}
        } catch (IOException e) {
            // The server has been stopped.
        }
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    /** Returns the processor time used so far. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10L, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
