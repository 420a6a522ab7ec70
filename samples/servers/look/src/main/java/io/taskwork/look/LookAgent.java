// SPDX-License-Identifier: Apache-2.0
package io.taskwork.look;

import io.taskwork.Status;
import io.taskwork.TaskWorks;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The agent that runs in the other JVM and writes its answer to a file that {@link Look} prints.
 * That JVM is somebody's server: whatever goes wrong, nothing is printed and nothing is thrown
 * there, since the JDK would print a stack trace.
 */
public final class LookAgent {
    /** What the file begins with if all went well; otherwise the file says what was wrong. */
    static final String SEEN = "seen\n";

    private LookAgent() {}

    /** Looks at the threads, or makes it rain, and returns when that is over. */
    public static void agentmain(String options, Instrumentation instrumentation) {
        try {
            Map<String, String> named = LookOptions.parse(options);
            Files.writeString(Path.of(named.get("out")), answer(named, instrumentation));
        } catch (IOException | RuntimeException | LinkageError e) {
            // Nobody can be told here; Look finds an empty file, and reports that.
        }
    }

    private static String answer(Map<String, String> options, Instrumentation instrumentation) {
        StringWriter out = new StringWriter();
        try {
            run(options, instrumentation, new PrintWriter(out, true));
            return SEEN + out;
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        } catch (Exception | LinkageError e) {
            return e.toString();
        }
    }

    private static void run(
            Map<String, String> options, Instrumentation instrumentation, PrintWriter out)
            throws Exception {
        Status status = TaskWorks.status();
        if (status.state() != Status.State.ACTIVE) {
            throw new IllegalArgumentException("taskwork is " + status);
        }
        VirtualThreads threads = new VirtualThreads(instrumentation);
        ThreadLocal<?> local = local(options.get("local"));
        if (options.containsKey("rain")) {
            boolean interrupt = options.containsKey("interrupt");
            new Rain(threads, local, interrupt).fall(Long.parseLong(options.get("rain")), out);
        } else {
            Glance.atAll(threads.now(), local, out);
        }
        out.flush();
    }

    /**
     * Returns the thread local in the static field of that name, or an unset one if none is named.
     */
    private static ThreadLocal<?> local(String name) {
        if (name == null) {
            return new ThreadLocal<>();
        }
        int dot = name.lastIndexOf('.');
        String type = name.substring(0, dot);
        try {
            Field field = Class.forName(type).getDeclaredField(name.substring(dot + 1));
            if (!Modifier.isStatic(field.getModifiers())) {
                throw new IllegalArgumentException(name + " is not static");
            }
            field.setAccessible(true);
            if (field.get(null) instanceof ThreadLocal<?> local) {
                return local;
            }
            throw new IllegalArgumentException("there is no ThreadLocal in " + name);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("the class loader of that JVM's class path has no"
                    + " class " + type, e);
        } catch (NoSuchFieldException e) {
            throw new IllegalArgumentException(type + " has no field " + e.getMessage(), e);
        } catch (IllegalAccessException | LinkageError e) {
            throw new IllegalArgumentException(name + " cannot be read: " + e, e);
        }
    }
}
