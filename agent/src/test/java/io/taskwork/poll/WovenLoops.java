// SPDX-License-Identifier: Apache-2.0
package io.taskwork.poll;

import io.taskwork.classfile.ClassFiles;
import java.io.InputStream;
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

/** Weaves methods {@code (int[] a, int n)}, calls them, and counts their polls. */
final class WovenLoops {
    /** In place of the runtime's poll. */
    public static final class Counter {
        static int polls;

        private Counter() {}

        public static void poll() {
            polls++;
        }
    }

    private WovenLoops() {}

    static byte[] classFile(String type) throws Exception {
        try (InputStream in = WovenLoops.class.getClassLoader().getResourceAsStream(
                type.replace('.', '/') + ".class")) {
            return in.readAllBytes();
        }
    }

    static Class<?> woven(Class<?> type) throws Exception {
        return withCounter(type, PollWeaver.weave(classFile(type.getName())).classFile());
    }

    /** By a weaver one of whose methods is only {@code return false}. */
    static Class<?> wovenWithout(String weaverClass, String method, Class<?> type)
            throws Exception {
        Map<String, byte[]> weaver = new HashMap<>();
        for (String name : List.of("PollWeaver", "PollWeaver$Copy", "PollWeaver$Woven", "CodeShape",
                "CodeShape$Method", "CodeShape$Call", "CodeShape$Calls", "CountedLoops",
                "CountedLoops$Loop", "CountedLoops$Found", "ShortLoops", "Countdown",
                "EarlyReturns", "ExtraLocals", "Instructions", "Recorder", "Recorder$Instruction",
                "Strips", "Polls", "Recursion", "BackwardJumps", "LeafCalls")) {
            byte[] classFile = classFile("io.taskwork.poll." + name);
            weaver.put("io.taskwork.poll." + name, !name.equals(weaverClass) ? classFile
                    : ClassFiles.replaceBody(classFile, method,
                            code -> code.iconst_0().ireturn()));
        }
        Object woven = new Own(weaver).loadClass("io.taskwork.poll.PollWeaver")
                .getMethod("weave", byte[].class)
                .invoke(null, (Object) classFile(type.getName()));
        return withCounter(
                type, (byte[]) woven.getClass().getMethod("classFile").invoke(woven));
    }

    static Class<?> withCounter(Class<?> type, byte[] woven) throws Exception {
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
            super(WovenLoops.class.getClassLoader());
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

    static long call(Class<?> type, String method, int[] a, int n) throws Exception {
        return (long) type.getMethod(method, int[].class, int.class).invoke(null, a, n);
    }

    static int[] numbers(int n) {
        int[] a = new int[n];
        Arrays.setAll(a, i -> i * 7 % 11);
        return a;
    }

    static TreeSet<String> methods(Class<?> type) {
        TreeSet<String> names = new TreeSet<>();
        for (Method method : type.getDeclaredMethods()) {
            names.add(method.getName());
        }
        return names;
    }

    static int polls(Class<?> type, String method, int n) throws Exception {
        Counter.polls = 0;
        call(type, method, numbers(n), n);
        return Counter.polls;
    }
}
