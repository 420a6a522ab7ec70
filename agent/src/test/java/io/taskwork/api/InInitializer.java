// SPDX-License-Identifier: Apache-2.0
package io.taskwork.api;

import io.taskwork.support.Await;
import io.taskwork.support.Kind;
import io.taskwork.support.Subject;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** Runs code in a class initializer, where a virtual thread is pinned by frames of the VM. */
public final class InInitializer {
    private static final AtomicReference<Runnable> NEXT = new AtomicReference<>();

    private InInitializer() {}

    /**
     * Runs the next code. This is public since copies of {@link Holder} are in other packages at
     * run time.
     */
    public static void runNext() {
        NEXT.getAndSet(null).run();
    }

    /** A class whose copies run the code in their initializers. */
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

    /** Waits for a class that another thread initializes. */
    static Subject.Body await(List<Runnable> release) {
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch entered = new CountDownLatch(1);
        release.add(go::countDown);
        Class<?> holder;
        try {
            holder = new Fresh().holder();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        while (!NEXT.compareAndSet(null, () -> {
            entered.countDown();
            Await.passed("go", go);
        })) {
            Thread.onSpinWait();
        }
        Subject.Body initialize = () -> {
            Class.forName(holder.getName(), true, holder.getClassLoader());
            return null;
        };
        Subject.start(Kind.PLATFORM, initialize);
        Await.passed("the initializer does not run", entered);
        return initialize;
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
