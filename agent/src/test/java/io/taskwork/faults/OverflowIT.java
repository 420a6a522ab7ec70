// SPDX-License-Identifier: Apache-2.0
package io.taskwork.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.classfile.CodeBuilder;
import io.taskwork.support.Jvm;
import io.taskwork.support.TwinJar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stacks that overflow: in calls of the API, and in callbacks of threads that queue for locks. */
class OverflowIT {
    /**
     * The frames of the compilers differ in size, and therefore each mode overflows at other
     * instructions.
     */
    @ParameterizedTest
    @ValueSource(strings = {"-Xint", "-XX:TieredStopAtLevel=1", "-XX:-BackgroundCompilation",
        "-XX:-TieredCompilation"})
    void addersThatOverflowLeaveNothingStuck(String mode) throws Exception {
        Jvm.Result result = new Jvm().option(mode).agent(Jvm.agentJar()).defaultClassPath()
                .run(300, OverflowAdds.class.getName(), "8");
        assertEquals(0, result.exitCode(), result.output());
        assertTrue(has(result, "PASS ") && !has(result, "FAIL "), result.output());
    }

    /** A compiler may refuse a method with a large frame, which then stays interpreted. */
    @Test
    void theLooksForRoomAreCompiled() throws Exception {
        Jvm.Result result = new Jvm().option("-XX:+PrintCompilation").option("-Xbatch")
                .option("-XX:-TieredCompilation").option("-XX:CompileThreshold=500")
                .agent(Jvm.agentJar()).defaultClassPath()
                .run(60, OverflowAdds.class.getName(), "20", "cancel", "mask");
        List<String> looks = result.output().lines()
                .filter(line -> line.contains("StackRoom::")).toList();
        for (String look : List.of("::page ", "::frames ")) {
            assertTrue(looks.stream().anyMatch(line -> line.contains(look)), looks::toString);
        }
        assertTrue(looks.stream().noneMatch(line -> line.contains("COMPILE SKIPPED")),
                looks::toString);
    }

    /**
     * Returns whether a line starts with the text; the JVM prints lines of its own about a
     * transformer that has no stack left, such as "ASSERTION FAILED".
     */
    private static boolean has(Jvm.Result result, String start) {
        return result.output().lines().anyMatch(line -> line.startsWith(start));
    }

    /** A runtime that does not make sure of stack room is left half way. */
    @Test
    void weakenedTwinIsLeftHalfWay() throws Exception {
        Path twin = TwinJar.make(Jvm.agentJar(), "StackRoom", "require", CodeBuilder::return_);
        try {
            Jvm.Result result = new Jvm().option("-XX:TieredStopAtLevel=1")
                    .option("-Dawait.limit=5").agent(twin).defaultClassPath()
                    .run(150, OverflowAdds.class.getName(), "100",
                            "add SIGNAL", "cancelMatching", "onExit");
            assertTrue(has(result, "FAIL "), result.output());
        } finally {
            Files.delete(twin);
        }
    }

    /**
     * ReentrantLock.lock is {@code @ReservedStackAccess}: if a callback that runs below it
     * overflows the stack, lock itself throws the error once more. Therefore this runs without
     * reserved pages.
     */
    @Test
    void callbacksThatOverflowInALocksQueue() throws Exception {
        Jvm.Result result = new Jvm().option("-XX:StackReservedPages=0")
                .agent(Jvm.agentJar()).defaultClassPath()
                .run(100, InQueue.class.getName());
        assertEquals("done\n", result.output());
    }

    static final class InQueue {
        public static void main(String[] args) throws Exception {
            for (int round = 0; round < 20; round++) {
                for (Spot spot : Spot.all()) {
                    if (spot.isReserved()) {
                        new Faulty(spot, round % 2 == 0).suffers(
                                () -> overflow(new AtomicInteger()), 2);
                    }
                }
            }
            System.out.println("done");
        }

        private static void overflow(AtomicInteger depth) {
            depth.incrementAndGet();
            overflow(depth);
        }
    }
}
