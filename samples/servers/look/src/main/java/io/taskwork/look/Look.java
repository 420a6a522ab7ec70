// SPDX-License-Identifier: Apache-2.0
package io.taskwork.look;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the virtual threads of a running JVM are doing, told by each of them itself:
 *
 * <pre>java -jar taskwork-look.jar PID [local=package.Class.FIELD]</pre>
 *
 * {@code local} names a static field with a {@link ThreadLocal}; each thread's value is printed.
 * For tests, {@code rain=MILLIS} sends SIGNALs to all of them instead ({@link Rain}).
 */
public final class Look {
    private Look() {}

    /** Exits with 1 if it could not look, with 2 if it was not told where. */
    public static void main(String[] args) throws Exception {
        if (args.length == 0 || !args[0].matches("[0-9]+")) {
            System.err.println(
                    "usage: java -jar taskwork-look.jar PID [local=package.Class.FIELD]");
            System.exit(2);
        }
        StringBuilder options = new StringBuilder();
        for (int i = 1; i < args.length; i++) {
            options.append(args[i]).append(';');
        }
        System.exit(look(args[0], options.toString()) ? 0 : 1);
    }

    private static boolean look(String pid, String options) throws Exception {
        Path result = Files.createTempFile("look", ".txt");
        try {
            VirtualMachine jvm = VirtualMachine.attach(pid);
            try {
                jvm.loadAgent(ownJar().toString(), options + "out=" + result);
            } finally {
                jvm.detach();
            }
            System.out.print(Files.readString(result));
            return true;
        } catch (AgentInitializationException e) {
            // What was wrong is in the file: the other JVM's trace would go to its standard error.
            System.err.print(Files.readString(result));
        } catch (AttachNotSupportedException | IOException e) {
            System.err.println("cannot attach to " + pid + ": " + e.getMessage()
                    + "; is it a JVM of this user, on this machine?");
        } finally {
            Files.delete(result);
        }
        return false;
    }

    private static Path ownJar() throws URISyntaxException {
        return Path.of(Look.class.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toAbsolutePath();
    }
}
