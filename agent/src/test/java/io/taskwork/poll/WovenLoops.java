// SPDX-License-Identifier: Apache-2.0
package io.taskwork.poll;

import io.taskwork.classfile.ClassFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.SimpleRemapper;

/** Weaves methods {@code (int[] a, int n)}, calls them, and counts their polls. */
final class WovenLoops {
    /** The methods that are called in place of the runtime's polls. */
    public static final class Counter {
        static int polls;

        private Counter() {}

        public static void poll() {
            polls++;
        }

        public static void enter() {
            polls++;
        }
    }

    private WovenLoops() {}

    static byte[] classFile(String type) {
        try (InputStream in = WovenLoops.class.getClassLoader().getResourceAsStream(
                type.replace('.', '/') + ".class")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Class<?> woven(Class<?> type) throws Exception {
        return withCounter(type, PollWeaver.weave(classFile(type.getName())).classFile());
    }

    /** Weaves by a weaver one of whose methods is only {@code return false}. */
    static Class<?> wovenWithout(String weaverClass, String method, Class<?> type)
            throws Exception {
        String weaver = PollWeaver.class.getName();
        String folder = PollWeaver.class.getPackageName() + ".";
        Own twin = new Own(name -> !name.startsWith(folder) ? null
                : !name.equals(folder + weaverClass) ? classFile(name)
                        : ClassFiles.replaceBody(classFile(name), method,
                                code -> code.iconst_0().ireturn()));
        Object woven = twin.loadClass(weaver).getMethod("weave", byte[].class)
                .invoke(null, (Object) classFile(type.getName()));
        return withCounter(
                type, (byte[]) woven.getClass().getMethod("classFile").invoke(woven));
    }

    static Class<?> withCounter(Class<?> type, byte[] woven) throws Exception {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(woven).accept(new ClassRemapper(writer, new SimpleRemapper(
                PollWeaver.ASM_API, PollWeaver.POINT,
                Counter.class.getName().replace('.', '/'))), 0);
        return new Own(Map.of(type.getName(), writer.toByteArray())::get)
                .loadClass(type.getName());
    }

    /** Defines the classes itself for which there is a class file, whatever its parent has. */
    private static final class Own extends ClassLoader {
        private final Function<String, byte[]> classFiles;

        Own(Function<String, byte[]> classFiles) {
            super(WovenLoops.class.getClassLoader());
            this.classFiles = classFiles;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            byte[] classFile = classFiles.apply(name);
            return classFile == null ? super.loadClass(name, resolve)
                    : defineClass(name, classFile, 0, classFile.length);
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
