// SPDX-License-Identifier: Apache-2.0
package io.taskwork.api;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicReference;

/** Runs code in a class initializer: there a virtual thread is pinned, by the VM's frames. */
public final class InInitializer {
    private static final AtomicReference<Runnable> NEXT = new AtomicReference<>();

    private InInitializer() {}

    /** Public, since copies of {@link Holder} are in other packages at run time. */
    public static void runNext() {
        NEXT.getAndSet(null).run();
    }

    /** Whose copies' initializers run it. */
    public static final class Holder {
        static {
            runNext();
        }

        private Holder() {}
    }

    private static final class Fresh extends ClassLoader {
        Fresh() {
            super(InInitializer.class.getClassLoader());
        }

        Class<?> holder() throws IOException {
            String name = Holder.class.getName();
            try (InputStream in =
                    getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            }
        }
    }

    static Subject.Body run(Subject.Body body) {
        return () -> {
            Object[] result = new Object[1];
            Runnable code = () -> {
                try {
                    result[0] = body.run();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            };
            while (!NEXT.compareAndSet(null, code)) {
                Thread.onSpinWait();
            }
            Class<?> holder = new Fresh().holder();
            Class.forName(holder.getName(), true, holder.getClassLoader());
            return result[0];
        };
    }
}
