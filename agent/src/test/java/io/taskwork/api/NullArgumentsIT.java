// SPDX-License-Identifier: Apache-2.0
package io.taskwork.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.Notify;
import io.taskwork.Status;
import io.taskwork.TaskWork;
import io.taskwork.TaskWorks;
import io.taskwork.support.Kind;
import io.taskwork.support.Subject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * For null as each argument of each public method the exception names it, and nothing has happened.
 */
class NullArgumentsIT {
    private final Subject target = Subject.unstarted(Kind.VIRTUAL, () -> null);

    /**
     * Returns tests of methods that reflection finds, so that a new one is tried without being
     * named here.
     */
    @TestFactory
    Stream<DynamicTest> ofStaticMethods() {
        return Stream.of(TaskWorks.class, TaskWork.class)
                .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                .filter(m -> Modifier.isPublic(m.getModifiers()) && m.getParameterCount() > 0)
                .flatMap(m -> IntStream.range(0, m.getParameterCount())
                        .mapToObj(i -> DynamicTest.dynamicTest(
                                m.getName() + " " + m.getParameters()[i].getName() + " of "
                                        + m.getParameterCount(),
                                () -> namesIt(m, i))));
    }

    private void namesIt(Method method, int index) {
        Object[] arguments = Stream.of(method.getParameterTypes()).map(this::argument).toArray();
        arguments[index] = null;
        Parameter parameter = method.getParameters()[index];
        assertTrue(parameter.isNamePresent());
        Throwable thrown = assertThrows(InvocationTargetException.class,
                () -> method.invoke(null, arguments)).getCause();
        assertInstanceOf(NullPointerException.class, thrown);
        assertEquals(parameter.getName(), thrown.getMessage());
        assertFalse(target.pending(), "queued all the same");
    }

    private Object argument(Class<?> type) {
        return Map.of(
                Thread.class, target.thread,
                TaskWork.class, TaskWork.of(() -> {}),
                Runnable.class, (Runnable) () -> {},
                Callable.class, (Callable<Object>) () -> null,
                Predicate.class, (Predicate<Object>) callback -> true,
                Collection.class, List.of(target.thread),
                Duration.class, Duration.ZERO,
                Notify.class, Notify.NONE).get(type);
    }

    @Test
    void ofAnExecutor() {
        assertEquals("command", assertThrows(NullPointerException.class,
                () -> TaskWorks.executor(target.thread, Notify.NONE).execute(null)).getMessage());
    }

    @Test
    void ofAStatus() {
        Status.State state = Status.State.ACTIVE;
        assertEquals("state", assertThrows(NullPointerException.class,
                () -> new Status(null, "", "")).getMessage());
        assertEquals("reason", assertThrows(NullPointerException.class,
                () -> new Status(state, null, "")).getMessage());
        assertEquals("remedy", assertThrows(NullPointerException.class,
                () -> new Status(state, "", null)).getMessage());
    }
}
