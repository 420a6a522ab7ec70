// SPDX-License-Identifier: Apache-2.0
package io.taskwork.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.classfile.ClassFiles;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.SimpleRemapper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Counted loops: they compute what they did, and poll as often as they must. */
class StripsTest {
    /** In place of the runtime's poll. */
    public static final class Counter {
        static int polls;

        private Counter() {}

        public static void poll() {
            polls++;
        }
    }

    /** Loops that get strips; the array is as long as {@code n}, or a little longer. */
    @SuppressWarnings("unused")
    public static final class Counted {
        private static int field = 3;

        private Counted() {}

        public static long sum(int[] a, int n) {
            long sum = 0;
            for (int i = 0; i < a.length; i++) {
                sum += a[i];
            }
            return sum;
        }

        public static long eachOf(int[] a, int n) {
            int sum = 0;
            for (int x : a) {
                sum = sum * 31 + x;
            }
            return sum;
        }

        public static long withBound(int[] a, int n) {
            long product = 1;
            for (int i = 1; i < n; i++) {
                product *= a[i] | 1;
            }
            return product;
        }

        public static long toAConstant(int[] a, int n) {
            long sum = 0;
            for (int i = 0; i < 10_000; i++) {
                sum += i ^ n;
            }
            return sum;
        }

        public static long branches(int[] a, int n) {
            long sum = 0;
            double other = 1;
            for (int i = 0; i < n; i++) {
                if (a[i] % 3 == 0) {
                    continue;
                }
                int k = a[i] < 7 ? field : 2;
                if (k > 100) {
                    sum -= k;
                } else {
                    other += k;
                }
                sum += a[i] * k;
            }
            return sum + (long) other;
        }

        public static long leaves(int[] a, int n) {
            long sum = 0;
            for (int i = 0; i < n; i++) {
                sum += a[i];
                if (sum > 1_000_000_000_000L) {
                    break;
                }
                if (sum < -1_000_000_000_000L) {
                    return -1;
                }
            }
            return sum;
        }

        public static long nearTheEnd(int[] a, int n) {
            long sum = 0;
            for (int i = Integer.MAX_VALUE - n; i < Integer.MAX_VALUE; i++) {
                sum += i;
            }
            return sum;
        }

        public static long fromTheOtherEnd(int[] a, int n) {
            long sum = 0;
            int to = Integer.MIN_VALUE + n;
            for (int i = Integer.MIN_VALUE; i < to; i++) {
                sum += i;
            }
            return sum;
        }

        public static long fails(int[] a, int n) {
            long sum = 0;
            try {
                for (int i = 0; i < n; i++) {
                    sum++;
                }
                for (int i = 0, end = n + 1_000; i < end; i++) {
                    sum += a[i];
                }
            } catch (ArrayIndexOutOfBoundsException e) {
                return sum;
            }
            return -1;
        }

        public static long twoInOne(int[] a, int n) {
            long sum = 0;
            for (int k = 0; k < 2; k++) {
                int m = n;
                for (int i = 0; i < m; i++) {
                    sum += a[i] * (long) k;
                }
            }
            return sum;
        }
    }

    /** Loops that get none: the bound or the variable may change, or the body may take long. */
    @SuppressWarnings("unused")
    public static final class Others {
        private Others() {}

        public static long changesTheBound(int[] a, int n) {
            int end = 2 * n;
            long sum = 0;
            for (int i = 0; i < end; i++) {
                end--;
                sum += i;
            }
            return sum;
        }

        public static long changesTheVariable(int[] a, int n) {
            long sum = 0;
            for (int i = 0; i < 2 * n; i++) {
                sum += i;
                if (i % 64 == 1) {
                    i -= 1;
                    i++;
                }
            }
            return sum;
        }

        public static long otherArray(int[] a, int n) {
            int[] b = a;
            long sum = 0;
            for (int i = 0; i < b.length; i++) {
                b = i % 2 == 0 ? a.length > 0 ? a : new int[0] : a;
                sum += b[i];
            }
            return sum;
        }

        public static long byTwo(int[] a, int n) {
            long sum = 0;
            for (int i = 0; i < 2 * n; i += 2) {
                sum += i;
            }
            return sum;
        }

        public static long down(int[] a, int n) {
            long sum = 0;
            for (int i = n; i > 0; i--) {
                sum += i;
            }
            return sum;
        }

        public static long calls(int[] a, int n) {
            long sum = 0;
            for (int i = 0; i < n; i++) {
                sum += Integer.bitCount(i);
            }
            return sum;
        }

        public static long allocates(int[] a, int n) {
            long sum = 0;
            for (int i = 0; i < n; i++) {
                sum += new int[i & 7].length;
            }
            return sum;
        }

        public static long catches(int[] a, int n) {
            long sum = 0;
            for (int i = 0; i < n; i++) {
                try {
                    sum += a[i] / (i % 5);
                } catch (ArithmeticException e) {
                    sum--;
                }
            }
            return sum;
        }
    }

    private static Class<?> counted;
    private static Class<?> others;

    @BeforeAll
    static void weave() throws Exception {
        counted = woven(Counted.class);
        others = woven(Others.class);
    }

    private static byte[] classFile(String type) throws Exception {
        try (InputStream in = StripsTest.class.getClassLoader().getResourceAsStream(
                type.replace('.', '/') + ".class")) {
            return in.readAllBytes();
        }
    }

    private static Class<?> woven(Class<?> type) throws Exception {
        return withCounter(type, PollWeaver.weave(classFile(type.getName())).classFile());
    }

    private static Class<?> withCounter(Class<?> type, byte[] woven) throws Exception {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(woven).accept(new ClassRemapper(writer, new SimpleRemapper(
                PollWeaver.ASM_API, PollWeaver.POINT,
                Counter.class.getName().replace('.', '/'))), 0);
        return new Own(Map.of(type.getName(), writer.toByteArray())).loadClass(type.getName());
    }

    /** Has these classes itself, whatever its parent has. */
    private static final class Own extends ClassLoader {
        private final Map<String, byte[]> classFiles;

        Own(Map<String, byte[]> classFiles) {
            super(StripsTest.class.getClassLoader());
            this.classFiles = classFiles;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            byte[] classFile = classFiles.get(name);
            if (classFile == null) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : defineClass(name, classFile, 0, classFile.length);
        }
    }

    private static long call(Class<?> type, String method, int[] a, int n) throws Exception {
        return (long) type.getMethod(method, int[].class, int.class).invoke(null, a, n);
    }

    private static int[] numbers(int n) {
        int[] a = new int[n];
        Arrays.setAll(a, i -> i * 7 % 11);
        return a;
    }

    private static TreeSet<String> methods(Class<?> type) {
        TreeSet<String> names = new TreeSet<>();
        for (Method method : type.getDeclaredMethods()) {
            names.add(method.getName());
        }
        return names;
    }

    private static int polls(Class<?> type, String method, int n) throws Exception {
        Counter.polls = 0;
        call(type, method, numbers(n), n);
        return Counter.polls;
    }

    @Test
    void theyComputeWhatTheyDid() throws Exception {
        for (int n : new int[] {0, 1, 2, Strips.LENGTH - 1, Strips.LENGTH, Strips.LENGTH + 1,
            2 * Strips.LENGTH, 2 * Strips.LENGTH + 1, 30_000}) {
            for (Class<?> type : new Class<?>[] {Counted.class, Others.class}) {
                for (String method : methods(type)) {
                    if (n < 2 && method.equals("withBound")) {
                        continue;
                    }
                    assertEquals(call(type, method, numbers(n), n),
                            call(type == Counted.class ? counted : others, method, numbers(n), n),
                            method + " of " + n);
                }
            }
        }
    }

    /** The bound of the worst case: no more iterations than a strip has without a poll. */
    @Test
    void aPollAfterEachStrip() throws Exception {
        int n = 10 * Strips.LENGTH;
        for (String method : methods(Counted.class)) {
            int polls = polls(counted, method, n);
            int loops = method.equals("toAConstant") ? 10_000
                    : method.equals("twoInOne") || method.equals("fails") ? 2 * n : n;
            int least = loops / Strips.LENGTH;
            assertTrue(polls >= least && polls <= least + 3, method + ": " + polls);
        }
    }

    @Test
    void aPollInEachIterationOfOthers() throws Exception {
        int n = 2 * Strips.LENGTH;
        for (String method : methods(Others.class)) {
            assertTrue(polls(others, method, n) >= n - 1, method);
        }
    }

    @Test
    void whatIsThrownComesOut() {
        assertTrue(assertThrows(InvocationTargetException.class,
                () -> call(counted, "withBound", numbers(5_000), 5_001)).getCause()
                instanceof ArrayIndexOutOfBoundsException);
    }

    /** The weakened twin: it does not look for stores to the bound. */
    @Test
    void aBoundThatChangesIsFound() throws Exception {
        Map<String, byte[]> weaver = new HashMap<>();
        for (String name : List.of("PollWeaver", "PollWeaver$Copy", "PollWeaver$Woven", "CodeShape",
                "CodeShape$Method", "CodeShape$Call", "CodeShape$Calls", "CountedLoops",
                "CountedLoops$Loop", "Instructions", "Recorder", "Recorder$Instruction", "Strips",
                "Polls", "Recursion", "BackwardJumps", "LeafCalls")) {
            byte[] classFile = classFile("io.taskwork.poll." + name);
            weaver.put("io.taskwork.poll." + name, !name.equals("CountedLoops") ? classFile
                    : ClassFiles.replaceBody(classFile, "stores",
                            code -> code.iconst_0().ireturn()));
        }
        Object woven = new Own(weaver).loadClass("io.taskwork.poll.PollWeaver")
                .getMethod("weave", byte[].class)
                .invoke(null, (Object) classFile(Others.class.getName()));
        Class<?> weak = withCounter(Others.class,
                (byte[]) woven.getClass().getMethod("classFile").invoke(woven));
        int n = 2 * Strips.LENGTH + 100; // it ends in the midst of a strip
        assertTrue(polls(weak, "changesTheBound", n) < 10);
        assertNotEquals(call(Others.class, "changesTheBound", numbers(n), n),
                call(weak, "changesTheBound", numbers(n), n));
    }
}
