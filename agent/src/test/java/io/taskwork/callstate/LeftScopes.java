// SPDX-License-Identifier: Apache-2.0
package io.taskwork.callstate;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Subject;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.CountDownLatch;

/**
 * A callback leaves scopes open on its thread, of what a {@code StructuredTaskScope} is made of.
 * This program is for a JVM of its own.
 */
public final class LeftScopes {
    private LeftScopes() {}

    public static void main(String[] args) throws Exception {
        System.out.println("no scope around: " + leave(false));
        System.out.println("a scope around: " + leave(true));
    }

    private static String leave(boolean around) throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        Throwable[] reported = new Throwable[1];
        Subject probe = Subject.unstarted(() -> {
            Object outer = around ? open("outer") : null;
            latch.await();
            Object inner = open("inner");
            close(inner);
            try {
                if (around) {
                    close(outer);
                }
                return "closed in order";
            } catch (InvocationTargetException e) {
                return e.getCause().getClass().getSimpleName();
            }
        });
        probe.thread.setUncaughtExceptionHandler((thread, e) -> reported[0] = e);
        probe.thread.start();
        Await.blocked(probe.thread);
        CountDownLatch ran = new CountDownLatch(1);
        TaskWorks.add(probe.thread, () -> open("left"), Notify.RESUME);
        TaskWorks.add(probe.thread, () -> {
            open("left too");
            ran.countDown();
        }, Notify.SIGNAL);
        Await.passed("the callback does not end", ran);
        latch.countDown();
        return probe.result() + ", " + reported[0];
    }

    private static Object open(String name) {
        try {
            return flock().getMethod("open", String.class).invoke(null, name);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static void close(Object flock) throws ReflectiveOperationException {
        flock().getMethod("close").invoke(flock);
    }

    private static Class<?> flock() throws ClassNotFoundException {
        return Class.forName("jdk.internal.misc.ThreadFlock");
    }
}
