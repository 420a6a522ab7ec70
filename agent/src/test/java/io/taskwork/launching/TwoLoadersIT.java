// SPDX-License-Identifier: Apache-2.0
package io.taskwork.launching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.taskwork.boot.Entry;
import io.taskwork.support.Jvm;
import io.taskwork.support.Subject;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two loaders with an API jar each, like two web applications, have one and the same runtime. */
@Tag("image")
@Tag("jdk")
class TwoLoadersIT {
    /** The API, loaded by a loader of its own. */
    private static final class Api implements AutoCloseable {
        private final URLClassLoader loader;
        final Class<?> works;
        private final Class<?> work;
        private final Class<?> notify;

        Api() throws Exception {
            this(null);
        }

        Api(ClassLoader parent) throws Exception {
            loader = new URLClassLoader(new URL[] {Jvm.apiJar().toUri().toURL()}, parent);
            works = loader.loadClass("io.taskwork.TaskWorks");
            work = loader.loadClass("io.taskwork.TaskWork");
            notify = loader.loadClass("io.taskwork.Notify");
        }

        Object work(Runnable callback) throws ReflectiveOperationException {
            return work.getMethod("of", Runnable.class).invoke(null, callback);
        }

        Object cancel(Object work) throws ReflectiveOperationException {
            return this.work.getMethod("cancel").invoke(work);
        }

        Object add(Thread thread, Object what, String mode) throws ReflectiveOperationException {
            Class<?> type = work.isInstance(what) ? work : Runnable.class;
            return works.getMethod("add", Thread.class, type, notify)
                    .invoke(null, thread, what, notify.getField(mode).get(null));
        }

        Object cancelMatching(Thread thread, Runnable match) throws ReflectiveOperationException {
            Predicate<Runnable> same = callback -> callback == match;
            return works.getMethod("cancelMatching", Thread.class, Predicate.class)
                    .invoke(null, thread, same);
        }

        Object pending(Thread thread) throws ReflectiveOperationException {
            return works.getMethod("pending", Thread.class).invoke(null, thread);
        }

        @Override
        public void close() throws IOException {
            loader.close();
        }
    }

    @Test
    void worksOfBothInOneQueue() throws Exception {
        List<String> ran = new ArrayList<>();
        try (Api a = new Api(); Api b = new Api()) {
            assertNotSame(a.works, b.works);
            Subject probe = Subject.unstarted(() -> null);
            for (int i = 0; i < 3; i++) {
                a.add(probe.thread, (Runnable) () -> ran.add("a"), "RESUME");
                b.add(probe.thread, (Runnable) () -> ran.add("b"), "NONE");
            }
            probe.thread.start();
            probe.result();
            assertEquals(List.of("a", "b", "a", "b", "a", "b"), ran);
            assertEquals(false, b.add(probe.thread, (Runnable) () -> {}, "NONE"));
        }
    }

    /**
     * A loader like that of an OSGi bundle or a JBoss module: of the boot loader it finds only
     * java.*.
     */
    private static final class JavaOnly extends ClassLoader {
        JavaOnly() {
            super(null);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("java.")) {
                throw new ClassNotFoundException(name + " is handed on by nobody");
            }
            return super.loadClass(name, resolve);
        }

        /** Defines a class of the tests, with this loader as its own. */
        Class<?> define(Class<?> type) throws IOException {
            byte[] bytes = Files.readAllBytes(Jvm.testClasses()
                    .resolve(type.getName().replace('.', '/') + ".class"));
            return defineClass(type.getName(), bytes, 0, bytes.length);
        }
    }

    @Test
    void aLoaderThatHandsOnNothingOfTaskwork() throws Exception {
        List<String> ran = new ArrayList<>();
        try (Api api = new Api(new JavaOnly())) {
            Subject probe = Subject.unstarted(() -> null);
            api.add(probe.thread, (Runnable) () -> ran.add("ran"), "RESUME");
            probe.thread.start();
            probe.result();
            assertEquals(List.of("ran"), ran);
        }
    }

    /** The twin, which is the reason for the API's method handles. */
    @Test
    void aDirectCallFailsThere() throws Exception {
        Method call = new JavaOnly().define(CallsDirectly.class).getMethod("call");
        Throwable thrown = assertThrows(
                InvocationTargetException.class, () -> call.invoke(null)).getCause();
        assertInstanceOf(NoClassDefFoundError.class, thrown);
        CallsDirectly.call(); // with a loader that hands everything on
    }

    /** Calls the runtime as the API does, but without a method handle. */
    public static final class CallsDirectly {
        private CallsDirectly() {}

        public static boolean call() {
            return Entry.exiting();
        }
    }

    @Test
    void whatOneQueuedTheOtherSeesAndTakesBack() throws Exception {
        List<String> ran = new ArrayList<>();
        try (Api a = new Api(); Api b = new Api()) {
            Subject probe = Subject.unstarted(() -> null);
            Runnable callback = () -> ran.add("a");
            Object work = a.work(callback);
            a.add(probe.thread, work, "RESUME");
            assertEquals(true, b.pending(probe.thread));
            Object taken = b.cancelMatching(probe.thread, callback);
            assertInstanceOf(b.works.getClassLoader().loadClass("io.taskwork.TaskWork"), taken);
            assertEquals(false, a.pending(probe.thread));
            assertEquals(false, a.cancel(work), "the other took it");
            assertEquals(true, b.add(probe.thread, taken, "RESUME"));
            // Both objects stand for one work.
            Throwable doubled = assertThrows(InvocationTargetException.class,
                    () -> a.add(probe.thread, work, "NONE")).getCause();
            assertInstanceOf(IllegalStateException.class, doubled);
            probe.thread.start();
            probe.result();
            assertEquals(List.of("a"), ran);
        }
    }
}
