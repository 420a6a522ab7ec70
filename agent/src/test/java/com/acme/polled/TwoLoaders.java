// SPDX-License-Identifier: Apache-2.0
package com.acme.polled;

import io.taskwork.Notify;
import io.taskwork.Reach;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** Two versions of a class have the same name; in one of them a method has another name. */
final class TwoLoaders {
    private static final String SCENES = Scenes.class.getName();

    private TwoLoaders() {}

    /** A loader that defines the class itself, and those nested in it. */
    private static final class Own extends ClassLoader {
        private final String method;

        Own(String method) {
            super(TwoLoaders.class.getClassLoader());
            this.method = method;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(SCENES)) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                // A constant of four characters is replaced by another one.
                String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)
                        .replace("\1\0\4loop", "\1\0\4" + method);
                byte[] classFile = text.getBytes(StandardCharsets.ISO_8859_1);
                return defineClass(name, classFile, 0, classFile.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    /** Checks that a thread in either class is POLLING, and that a SIGNAL runs. */
    static void reach() throws Exception {
        Class<?> first = Class.forName(SCENES, true, new Own("loop"));
        Class<?> second = Class.forName(SCENES, true, new Own("pool"));
        reach(first, "loop");
        reach(second, "pool");
    }

    private static void reach(Class<?> scenes, String method) throws Exception {
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                scenes.getMethod(method).invoke(null);
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        });
        Await.until("is not POLLING", () -> TaskWorks.reach(thread) == Reach.POLLING);
        CompletableFuture<Boolean> ran = new CompletableFuture<>();
        TaskWorks.add(thread, () -> ran.complete(!TaskWorks.exiting()), Notify.SIGNAL);
        Await.require(Await.value(ran), "ran at the thread's end");
        scenes.getField("stop").setBoolean(null, true);
        Await.ended(thread);
    }
}
