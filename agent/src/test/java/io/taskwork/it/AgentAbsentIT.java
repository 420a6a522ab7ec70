// SPDX-License-Identifier: Apache-2.0
package io.taskwork.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.Notify;
import io.taskwork.TaskWork;
import io.taskwork.TaskWorks;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Without the agent, or where it refused: every call says what is missing, and what to do. */
class AgentAbsentIT {
    private static final int CALLS = 7;

    private static Jvm.Result run(Jvm jvm) throws Exception {
        return jvm.defaultClassPath().run(60, Calls.class.getName());
    }

    private static void everyCallThrew(Jvm.Result result, String text) {
        assertEquals(0, result.exitCode(), result.output());
        long threw = result.output().lines()
                .filter(line -> line.contains(": IllegalStateException: ") && line.contains(text))
                .count();
        assertEquals(CALLS, threw, result.output());
    }

    @Test
    void everyCallNamesTheOption() throws Exception {
        Jvm.Result result = run(new Jvm());
        everyCallThrew(result, "java -javaagent:/path/to/taskwork-agent.jar");
        assertTrue(result.output().contains("status: ABSENT"), result.output());
    }

    /** The property is the agent's; set by hand it makes no agent. */
    @Test
    void aPropertySetByHandDoesNotHelp() throws Exception {
        Jvm.Result result = run(new Jvm().option("-Dio.taskwork.status=active"));
        everyCallThrew(result, "-javaagent:");
        assertTrue(result.output().contains("status: ABSENT"), result.output());
    }

    /** Nor does it keep the agent from its work. */
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
        everyCallThrew(result, "-XX:-VMContinuations");
        assertTrue(result.output().contains("status: REFUSED"), result.output());
        assertTrue(result.output().contains("a virtual thread ran"), result.output());
        long lines = result.output().lines().filter(l -> l.startsWith("taskwork-agent: ")).count();
        assertEquals(1, lines, "one line on standard error: " + result.output());
        assertFalse(result.output().contains("\tat "), "no stack trace: " + result.output());
    }

    /** Tries every call; one line each. */
    static final class Calls {
        private interface Call {
            Object call() throws Exception;
        }

        public static void main(String[] args) throws Exception {
            Thread self = Thread.currentThread();
            Map<String, Call> calls = new LinkedHashMap<>();
            calls.put("of", () -> TaskWork.of(() -> {}));
            calls.put("add", () -> TaskWorks.add(self, () -> {}, Notify.NONE));
            calls.put("add work", () -> TaskWorks.add(self, (TaskWork) null, Notify.NONE));
            calls.put("cancelMatching", () -> TaskWorks.cancelMatching(self, callback -> true));
            calls.put("run", TaskWorks::run);
            calls.put("pending", () -> TaskWorks.pending(self));
            calls.put("exiting", TaskWorks::exiting);
            for (Map.Entry<String, Call> call : calls.entrySet()) {
                String result;
                try {
                    result = "returned " + call.getValue().call();
                } catch (Exception e) {
                    result = e.getClass().getSimpleName() + ": " + e.getMessage();
                }
                System.out.println(call.getKey() + ": " + result.replace("\n", " | "));
            }
            Thread.startVirtualThread(() -> System.out.println("a virtual thread ran")).join();
            System.out.println("status: " + TaskWorks.status().state());
        }
    }
}
