// SPDX-License-Identifier: Apache-2.0
package io.taskwork.launching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.Notify;
import io.taskwork.Status;
import io.taskwork.TaskWork;
import io.taskwork.TaskWorks;
import io.taskwork.support.Jvm;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Without the agent, or where it refused, every call says what is missing, and what to do. */
class AgentAbsentIT {
    /** Returns all calls that need the agent; a new one is tried without being named here. */
    private static List<Method> calls() {
        return Stream.of(TaskWorks.class, TaskWork.class)
                .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .filter(method -> !Set.of("status", "toString").contains(method.getName()))
                .sorted(Comparator.comparing(Method::toString))
                .toList();
    }

    private static Jvm.Result run(Jvm jvm) throws Exception {
        return jvm.defaultClassPath().run(60, Calls.class.getName());
    }

    private static void everyCallThrew(Jvm.Result result, String text) {
        assertEquals(0, result.exitCode(), result.output());
        long threw = result.output().lines()
                .filter(line -> line.contains(": IllegalStateException: ") && line.contains(text))
                .count();
        assertEquals(calls().size(), threw, result.output());
    }

    @Test
    void everyCallNamesTheOption() throws Exception {
        Jvm.Result result = run(new Jvm());
        everyCallThrew(result, "java -javaagent:/path/to/taskwork-agent.jar");
        assertTrue(calls().size() >= 15, calls()::toString);
        assertTrue(result.output().contains("TaskWork[no agent]"), result.output());
        assertTrue(result.output().contains("status: ABSENT"), result.output());
    }

    /** The property is the agent's; if it is set by hand, it makes no agent. */
    @Test
    void aPropertySetByHandDoesNotHelp() throws Exception {
        Jvm.Result result = run(new Jvm().option("-Dio.taskwork.status=active"));
        everyCallThrew(result, "-javaagent:");
        assertTrue(result.output().contains("status: ABSENT"), result.output());
    }

    /** It does not keep the agent from its work either. */
    @Test
    void aPropertySetByHandDoesNotDisableTheAgent() throws Exception {
        Jvm.Result result =
                run(new Jvm().agent(Jvm.agentJar()).option("-Dio.taskwork.status=active"));
        assertTrue(result.output().contains("status: ACTIVE"), result.output());
    }

    @Test
    void withoutContinuationsItRefusesAndTheProgramRuns() throws Exception {
        Jvm.Result result = run(new Jvm().agent(Jvm.agentJar())
                .option("-XX:+UnlockExperimentalVMOptions").option("-XX:-VMContinuations"));
        everyCallThrew(result, "BoundVirtualThread here |   start without -XX:-VMContinuations");
        assertTrue(result.output().contains("status: REFUSED"), result.output());
        assertTrue(result.output().contains("a virtual thread ran"), result.output());
        long lines = result.output().lines().filter(l -> l.startsWith("taskwork-agent: ")).count();
        assertEquals(1, lines, "one line on standard error: " + result.output());
        assertFalse(result.output().contains("\tat "), "no stack trace: " + result.output());
    }

    /**
     * A program that tries every call with arguments that are right, and prints one line for each.
     */
    static final class Calls {
        public static void main(String[] args) throws Exception {
            for (Method call : calls()) {
                Object[] arguments = Stream.of(call.getParameterTypes())
                        .map(Calls::argument).toArray();
                Object self = Modifier.isStatic(call.getModifiers()) ? null : unusable();
                String result;
                try {
                    result = "returned " + call.invoke(self, arguments);
                } catch (InvocationTargetException e) {
                    Throwable thrown = e.getCause();
                    result = thrown.getClass().getSimpleName() + ": " + thrown.getMessage();
                }
                System.out.println(call.getName() + ": " + result.replace("\n", " | "));
            }
            System.out.println(unusable());
            Thread.startVirtualThread(() -> System.out.println("a virtual thread ran")).join();
            System.out.println("status: " + TaskWorks.status().state());
        }

        /** Returns a work, made by its constructor, since without the agent the API makes none. */
        private static TaskWork unusable() throws Exception {
            if (TaskWorks.status().state() == Status.State.ACTIVE) {
                return TaskWork.of(() -> {});
            }
            Constructor<TaskWork> constructor =
                    TaskWork.class.getDeclaredConstructor(Object.class);
            constructor.setAccessible(true);
            return constructor.newInstance(new Object());
        }

        private static Object argument(Class<?> type) {
            Map<Class<?>, Object> arguments = Map.of(
                    Thread.class, Thread.currentThread(),
                    Runnable.class, (Runnable) () -> {},
                    Callable.class, (Callable<Object>) () -> null,
                    Predicate.class, (Predicate<Object>) callback -> true,
                    Collection.class, List.of(Thread.currentThread()),
                    Duration.class, Duration.ZERO,
                    Notify.class, Notify.NONE);
            return arguments.get(type); // null for a work, since there is none
        }
    }
}
