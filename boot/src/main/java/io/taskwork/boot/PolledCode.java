// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Which code has poll points: what the agent's weaver says, for {@link Reaches} and for counts. */
public final class PolledCode {
    /** The class whose method is the poll, see {@link Poll#poll}. */
    public static final String POINT = "java.lang.TaskworkPoll";

    /** Names of the methods with a poll, and how many polls there are. */
    private record Methods(String[] names, int polls) {
        boolean include(String name) {
            for (String method : names) {
                if (method.equals(name)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** By the name of their class. */
    private static final ConcurrentHashMap<String, Methods> METHODS = new ConcurrentHashMap<>();

    /** Why a class has none though it was named, by its name. */
    private static final ConcurrentHashMap<String, String> FAILURES = new ConcurrentHashMap<>();

    /** How many of those are kept by name. */
    private static final int MOST_FAILURES = 64;

    private static final AtomicInteger FAILED = new AtomicInteger();

    /** Somebody asked for polls. */
    private static volatile boolean asked;

    private PolledCode() {}

    public static void ask() {
        asked = true;
    }

    /** A class was woven; again, if it was retransformed or another loader has it, too. */
    public static void woven(String type, String[] methods, int polls) {
        if (FAILURES.remove(type) != null) {
            FAILED.decrementAndGet();
        }
        METHODS.put(type, new Methods(methods, polls));
    }

    /** A class that was named stays as it is. */
    public static void failed(String type, String reason) {
        if (METHODS.containsKey(type) || FAILURES.containsKey(type)) {
            return;
        }
        FAILED.incrementAndGet();
        if (FAILURES.size() < MOST_FAILURES) {
            FAILURES.put(type, reason);
        }
    }

    /** As {@link #failed}, after the JVM has refused what {@link #woven} was told of. */
    public static void unwoven(String type, String reason) {
        METHODS.remove(type);
        failed(type, reason);
    }

    /** How many classes were woven; those among them that need no polls as well. */
    public static int classes() {
        return METHODS.size();
    }

    public static int polls() {
        int sum = 0;
        for (Methods methods : METHODS.values()) {
            sum += methods.polls;
        }
        return sum;
    }

    /** How many classes that were named could not be woven. */
    public static int failed() {
        return FAILED.get();
    }

    static boolean isAny() {
        return asked;
    }

    /** Some of those, and why. */
    public static Map<String, String> failures() {
        return new LinkedHashMap<>(FAILURES);
    }

    /** One clause, or null if nobody asked for polls. */
    public static String summary() {
        return !asked ? null : polls() + " poll points in " + classes() + " classes"
                + (failed() == 0 ? "" : ", " + failed() + " classes could not be woven");
    }

    /**
     * Whether the thread that has this stack comes to a poll by itself: the innermost frame is of
     * a method with polls, or all that are within it are of classes that are woven and need none,
     * as they neither loop nor recurse.
     */
    static boolean isIn(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            Methods methods = METHODS.get(frame.getClassName());
            if (methods == null) {
                if (isOfPoll(frame.getClassName())) {
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

    private static boolean isOfPoll(String type) {
        return type.equals(POINT) || type.startsWith("io.taskwork.boot.");
    }
}
