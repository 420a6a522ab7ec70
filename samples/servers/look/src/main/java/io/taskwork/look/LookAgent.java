// SPDX-License-Identifier: Apache-2.0
package io.taskwork.look;

import io.taskwork.Status;
import io.taskwork.TaskWorks;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.instrument.Instrumentation;
import java.util.HashMap;
import java.util.Map;

/** What runs in the JVM that is looked at; the result goes to a file that {@link Look} prints. */
public final class LookAgent {
    private LookAgent() {}

    /** Looks, or rains, and returns when that is over. */
    public static void agentmain(String options, Instrumentation instrumentation) throws Exception {
        Map<String, String> named = parse(options);
        try (PrintWriter out = new PrintWriter(named.get("out"))) {
            try {
                run(named, instrumentation, out);
            } catch (Exception e) {
                out.println(e.getMessage());
                throw e;
            }
        }
    }

    private static void run(
            Map<String, String> options, Instrumentation instrumentation, PrintWriter out)
            throws Exception {
        Status status = TaskWorks.status();
        if (status.state() != Status.State.ACTIVE) {
            throw new IllegalStateException(status.toString());
        }
        VirtualThreads threads = new VirtualThreads(instrumentation);
        ThreadLocal<?> local = local(options.get("local"));
        if (options.containsKey("rain")) {
            boolean interrupt = options.containsKey("interrupt");
            new Rain(threads, local, interrupt).fall(Long.parseLong(options.get("rain")), out);
        } else {
            Glance.atAll(threads.now(), local, out);
        }
    }

    private static Map<String, String> parse(String options) throws IOException {
        Map<String, String> named = new HashMap<>();
        for (String option : options.split(";")) {
            int equals = option.indexOf('=');
            if (equals < 0) {
                throw new IOException("not an option: " + option);
            }
            named.put(option.substring(0, equals), option.substring(equals + 1));
        }
        return named;
    }

    /**
     * The thread local in the static field of that name; one that nobody sets, if none is named.
     */
    private static ThreadLocal<?> local(String name) throws ReflectiveOperationException {
        if (name == null) {
            return new ThreadLocal<>();
        }
        int dot = name.lastIndexOf('.');
        Class<?> owner = Class.forName(name.substring(0, dot));
        var field = owner.getDeclaredField(name.substring(dot + 1));
        field.setAccessible(true);
        return (ThreadLocal<?>) field.get(null);
    }
}
