// SPDX-License-Identifier: Apache-2.0
package com.acme.polled;

import com.acme.plain.Plain;

/** Scenes of a thread that computes until it is told to stop, in classes with polls. */
public final class Scenes {
    public static volatile boolean stop;
    private static final Object MONITOR = new Object();
    private static volatile long result;

    private Scenes() {}

    public static void loop() {
        long n = 0;
        while (!stop) {
            n++;
        }
        result = n;
    }

    /** Runs a counted loop, with strips, that takes a second. */
    public static void countedLoop() {
        int n = 1;
        while (!stop) {
            for (int i = 0; i < 1_000_000_000; i++) {
                n = n * 31 + i;
            }
        }
        result = n;
    }

    /** Recurses without any loop: the depth is bounded, and the time is not. */
    public static void recursion() {
        result = paths(200);
    }

    private static long paths(int n) {
        return n == 0 || stop ? 1 : paths(n - 1) + paths(n - 1);
    }

    /** Recurses like {@link #recursion}, by way of what a subclass may override. */
    public static void virtualRecursion() {
        result = new Tree().paths(200);
    }

    private static class Tree {
        long paths(int n) {
            return n == 0 || stop ? 1 : left(n - 1) + left(n - 1);
        }

        long left(int n) {
            return paths(n);
        }
    }

    public static void inLambda() {
        Runnable body = () -> {
            while (!stop) {
                result++;
            }
        };
        body.run();
    }

    public static void inSynchronized() {
        synchronized (MONITOR) {
            while (!stop) {
                result++;
            }
        }
    }

    /** Computes before the constructor above has been called. */
    public static void beforeSuper() {
        result = new Derived().hashCode();
    }

    private static class Base {
        Base(long n) {
            result = n;
        }
    }

    private static final class Derived extends Base {
        Derived() {
            super(stop ? 0 : countUntilStopped());
        }
    }

    private static long countUntilStopped() {
        long n = 0;
        do {
            n++;
        } while (!stop);
        return n;
    }

    public static void inInitializer() {
        result = Initialized.VALUE;
    }

    private static final class Initialized {
        static final long VALUE;

        static {
            long n = 0;
            while (!stop) {
                n++;
            }
            VALUE = n;
        }
    }

    /** Jumps backward with something on the operand stack. */
    public static void inArgument() {
        result = Math.max(1L, stop ? 0 : new long[] {countUntilStopped()}[0]);
    }

    public static void bySwitch() {
        int state = 0;
        while (true) {
            switch (state) {
                case 0 -> state = stop ? 2 : 1;
                case 1 -> state = 0;
                default -> {
                    return;
                }
            }
        }
    }

    /** Spins in a class that is not named. */
    public static void elsewhere() {
        Plain.spin(() -> stop);
    }

    /**
     * Reads nothing that others write, for some seconds; only the poll does so, at each turn, since
     * the loop calls a method.
     */
    public static void withoutReads() {
        long n = 1;
        long i = 0;
        do {
            n = mix(n, i);
        } while (++i < 6_000_000_000L);
        result = n;
    }

    private static long mix(long n, long i) {
        return n * 31 + i;
    }

    public static long sum(int[] numbers) {
        long sum = 0;
        for (int i = 0; i < numbers.length; i++) {
            sum += numbers[i];
        }
        return sum;
    }
}
