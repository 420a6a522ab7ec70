// SPDX-License-Identifier: Apache-2.0
package io.taskwork.look;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Shows what the virtual threads of a running JVM are doing, as each thread itself reports:
 *
 * <pre>java -jar taskwork-look.jar PID [local=package.Class.FIELD]</pre>
 *
 * {@code local} names a static field with a {@link ThreadLocal}; each thread's value is printed.
 * For tests, {@code rain=MILLIS} sends SIGNALs to all of them instead ({@link Rain}).
 */
public final class Look {
    private static final long LIMIT_SECONDS = 60;

    private Look() {}

    /** Exits with 1 if it could not look, and with 2 if an argument is missing or wrong. */
    public static void main(String[] args) throws Exception {
        LookOptions options = null;
        try {
            options = LookOptions.of(args);
        } catch (IllegalArgumentException e) {
            System.err.println("taskwork-look: " + e.getMessage()
                    + "; usage: java -jar taskwork-look.jar PID [local=package.Class.FIELD]");
            System.exit(2);
        }
        System.exit(look(options) ? 0 : 1);
    }

    private static boolean look(LookOptions options) throws Exception {
        Path result = Files.createTempFile("look", ".txt");
        try {
            String complaint = complaint(options, result);
            String said = Files.readString(result);
            if (complaint == null && said.startsWith(LookAgent.SEEN)) {
                System.out.print(said.substring(LookAgent.SEEN.length()));
                return true;
            }
            System.err.println("taskwork-look: " + (complaint != null ? complaint
                    : said.isEmpty() ? "process " + options.pid() + " could not write " + result
                    : said.strip()));
            return false;
        } finally {
            Files.delete(result);
        }
    }

    /** Has the other JVM write to the file; returns why it did not, or null. */
    private static String complaint(LookOptions options, Path result) throws Exception {
        String none = OtherProcess.complaint(options.pid());
        if (none != null) {
            return none;
        }
        FutureTask<String> task = new FutureTask<>(() -> attach(options, result));
        Thread thread = new Thread(task, "attaching");
        thread.setDaemon(true); // it is abandoned if the other JVM is stopped
        thread.start();
        try {
            return task.get(LIMIT_SECONDS + options.seconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return "process " + options.pid() + " has not answered within " + LIMIT_SECONDS
                    + " s; it may be stopped";
        }
    }

    private static String attach(LookOptions options, Path result) throws URISyntaxException {
        try {
            VirtualMachine jvm = VirtualMachine.attach(options.pid());
            try {
                jvm.loadAgent(ownJar().toString(), options.forAgent(result));
                return null;
            } finally {
                jvm.detach();
            }
        } catch (AttachNotSupportedException | AgentLoadException | AgentInitializationException
                | IOException e) {
            return "cannot attach to " + options.pid() + ": " + e.getMessage()
                    + "; it must be a JVM of this user on this machine that accepts agents";
        }
    }

    private static Path ownJar() throws URISyntaxException {
        return Path.of(Look.class.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toAbsolutePath();
    }
}
