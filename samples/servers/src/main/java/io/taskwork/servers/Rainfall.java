// SPDX-License-Identifier: Apache-2.0
package io.taskwork.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Scanner;

/**
 * A rain of SIGNALs on all virtual threads of a server for some seconds, from {@code
 * taskwork-look.jar} in its JVM: how many were sent, how many ran, and how many of those ran on a
 * thread in the middle of a request.
 */
record Rainfall(long sent, long ran, long ranInRequest) {
    static Rainfall on(ServerProcess server, long millis) throws IOException, InterruptedException {
        return attach(server, "rain=" + millis);
    }

    /** The deliberately weak twin: {@code interrupt()} where the rain has SIGNALs. */
    static Rainfall ofInterrupts(ServerProcess server, long millis)
            throws IOException, InterruptedException {
        return attach(server, "rain=" + millis, "interrupt=yes");
    }

    private static Rainfall attach(ServerProcess server, String... options)
            throws IOException, InterruptedException {
        Scanner figures = new Scanner(lookAt(server, options));
        return new Rainfall(figures.nextLong(), figures.nextLong(), figures.nextLong());
    }

    /** Returns what {@code java -jar taskwork-look.jar PID} prints. */
    static String lookAt(ServerProcess server, String... options)
            throws IOException, InterruptedException {
        ProcessBuilder look = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar", Built.lookJar().toString(), Long.toString(server.pid()),
                "local=io.taskwork.servers.RequestLog.CURRENT");
        look.command().addAll(List.of(options));
        Process process = look.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(said);
        }
        return said;
    }
}
