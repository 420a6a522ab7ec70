// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import io.taskwork.jdk.JdkFields;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.internal.misc.Unsafe;

/**
 * The code that has poll points, as the agent's weaver reports it. {@link Reaches} reads it, and so
 * do those who ask for counts.
 */
public final class PolledCode {
    /** The class whose method woven code calls; that method calls {@link Poll#poll}. */
    public static final String POINT = "java.lang.TaskworkPoll";

    /** A class that was woven: the methods that have a poll point, and how many of these it has. */
    private static final class Methods {
        private final WeakReference<ClassLoader> loader;
        private final String[] names;
        private final int polls;

        Methods(ClassLoader loader, String[] names, int polls) {
            this.loader = new WeakReference<>(loader);
            this.names = names;
            this.polls = polls;
        }

        boolean isOf(ClassLoader other) {
            return loader.refersTo(other);
        }

        boolean include(String name) {
            for (String method : names) {
                if (method.equals(name)) {
                    return true;
                }
            }
            return false;
        }
    }

    private static final Unsafe U = Unsafe.getUnsafe();

    /** The class of a frame; the JDK clears it only when it hands a stack to the program. */
    private static final long DECLARING_CLASS = JdkFields.DECLARING_CLASS.offset();

    /** By the name of the class; one entry for each loader that has a class of this name. */
    private static final ConcurrentHashMap<String, Methods[]> METHODS = new ConcurrentHashMap<>();

    /** Why a class that was named has no poll points, by the name of the class. */
    private static final ConcurrentHashMap<String, String> FAILURES = new ConcurrentHashMap<>();

    /** The number of reasons that are kept. */
    private static final int MOST_FAILURES = 64;

    private static final AtomicInteger FAILED = new AtomicInteger();

    /** Whether the option {@code poll} was given. */
    private static volatile boolean asked;

    private PolledCode() {}

    /** Called before works can be added, or later, if the option {@code poll} was given. */
    public static void ask() {
        asked = true;
        DueThreads.beginCounting();
    }

    /** Called when a class was woven, for the first time or again. */
    public static synchronized void woven(
            String type, ClassLoader loader, String[] methods, int polls) {
        if (FAILURES.remove(type) != null) {
            FAILED.decrementAndGet();
        }
        METHODS.put(type, with(type, loader, new Methods(loader, methods, polls)));
    }

    /** Called when a class that was named could not be woven. */
    public static synchronized void failed(String type, ClassLoader loader, String reason) {
        if (find(type, loader) != null || FAILURES.containsKey(type)) {
            return;
        }
        FAILED.incrementAndGet();
        if (FAILURES.size() < MOST_FAILURES) {
            FAILURES.put(type, reason);
        }
    }

    /** Called when the JVM has refused a class that {@link #woven} was told of. */
    public static synchronized void unwoven(String type, ClassLoader loader, String reason) {
        Methods[] left = with(type, loader, null);
        if (left.length == 0) {
            METHODS.remove(type);
        } else {
            METHODS.put(type, left);
        }
        failed(type, loader, reason);
    }

    /** Returns the entries of that name, with another one, or none, for this loader. */
    private static Methods[] with(String type, ClassLoader loader, Methods update) {
        Methods[] present = METHODS.getOrDefault(type, new Methods[0]);
        Methods[] changed = new Methods[present.length + 1];
        int n = 0;
        for (Methods methods : present) {
            // The entry of a loader that is gone can go, too.
            if (!methods.isOf(loader) && !methods.isOf(null)) {
                changed[n++] = methods;
            }
        }
        if (update != null) {
            changed[n++] = update;
        }
        return Arrays.copyOf(changed, n);
    }

    private static Methods find(String type, ClassLoader loader) {
        Methods[] all = METHODS.get(type);
        if (all != null) {
            for (Methods methods : all) {
                if (methods.isOf(loader)) {
                    return methods;
                }
            }
        }
        return null;
    }

    /** Returns the number of classes that were woven, including those that need no poll points. */
    public static int classes() {
        int sum = 0;
        for (Methods[] all : METHODS.values()) {
            sum += all.length;
        }
        return sum;
    }

    /** Returns the number of poll points in all classes. */
    public static int polls() {
        int sum = 0;
        for (Methods[] all : METHODS.values()) {
            for (Methods methods : all) {
                sum += methods.polls;
            }
        }
        return sum;
    }

    /** Returns the number of classes that were named and could not be woven. */
    public static int failed() {
        return FAILED.get();
    }

    static boolean isAny() {
        return asked;
    }

    /** Returns some of the classes that could not be woven, each with the reason. */
    public static Map<String, String> failures() {
        return new LinkedHashMap<>(FAILURES);
    }

    /** Returns the counts as one clause, or null if the option {@code poll} was not given. */
    public static String summary() {
        return !asked ? null : polls() + " poll points in " + classes() + " classes"
                + (failed() == 0 ? "" : ", " + failed() + " classes could not be woven");
    }

    /**
     * Returns whether the thread that has this stack will reach a poll point by itself. It does if
     * the innermost frame is of a method with poll points, or if all frames within that one are of
     * woven classes whose methods need none, since they neither loop nor recurse.
     */
    static boolean isIn(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            String type = frame.getClassName();
            Methods methods = find(type, loaderOf(frame));
            if (methods == null) {
                if (isOfPoll(type)) {
                    continue;
                }
                return false;
            }
            if (methods.include(frame.getMethodName())) {
                return true;
            }
        }
        return false;
    }

    private static ClassLoader loaderOf(StackTraceElement frame) {
        Class<?> type = (Class<?>) U.getReference(frame, DECLARING_CLASS);
        return type == null ? null : type.getClassLoader();
    }

    private static boolean isOfPoll(String type) {
        return type.equals(POINT) || type.startsWith("io.taskwork.boot.");
    }
}
