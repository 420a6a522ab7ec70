// SPDX-License-Identifier: Apache-2.0
package io.taskwork.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.classfile.CodeBuilder;
import io.taskwork.support.Jvm;
import io.taskwork.support.TwinJar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A call of the runtime ensures enough stack, in each mode of the JVM. */
@Tag("jdk")
class StackRoomIT {
    /** The bytes that the sections which must not overflow may take. */
    private static final int ENOUGH = 4096;

    /**
     * The line with the result. It is among lines of the JVM, which finds no room for what it calls
     * there either.
     */
    private static final Pattern ROOM = Pattern.compile("(?m)^room (\\d+)$");

    @ParameterizedTest
    @ValueSource(strings = {"-Xint", "-XX:TieredStopAtLevel=1", "-Xbatch",
        "-XX:-TieredCompilation"})
    void aCallMakesSureOfAPage(String mode) throws Exception {
        int room = measure(Jvm.agentJar(), mode, 60);
        assertTrue(room >= ENOUGH && room < 3 * ENOUGH, room + " bytes");
    }

    /** The runtime behaves as on machines whose pages are larger than 4 KB. */
    @ParameterizedTest
    @ValueSource(strings = {"-Xint", "-XX:TieredStopAtLevel=1", "-Xbatch",
        "-XX:-TieredCompilation"})
    void byFramesToo(String mode) throws Exception {
        int room = measureTwin("hasSmallPages", code -> code.iconst_0().ireturn(), mode);
        assertTrue(room >= ENOUGH && room < 4 * ENOUGH, room + " bytes");
    }

    /** The twin takes less, or leaves the queue's lock behind, for which the next call spins. */
    @Test
    @Tag("twin")
    void weakenedTwinMakesSureOfNothing() throws Exception {
        int room = measureTwin("require", CodeBuilder::return_, "-XX:TieredStopAtLevel=1");
        assertTrue(room < ENOUGH / 2, room + " bytes");
    }

    private static int measureTwin(String method, Consumer<CodeBuilder> body, String mode)
            throws Exception {
        Path twin = TwinJar.make(Jvm.agentJar(), "StackRoom", method, body);
        try {
            return measure(twin, mode, 12); // it may never end
        } finally {
            Files.delete(twin);
        }
    }

    /**
     * Returns the room in bytes; 0 if the program was up, with the agent, and ran until its time
     * was over.
     */
    private static int measure(Path agent, String mode, int limitSeconds) throws Exception {
        Jvm.Result result = new Jvm().option(mode).option("-XX:-BackgroundCompilation")
                .option("-XX:MaxJavaStackTraceDepth=1") // otherwise most of the time goes there
                .agent(agent).defaultClassPath().run(limitSeconds, Room.class.getName());
        String output = result.output();
        assertTrue(output.startsWith("up ACTIVE"), "it did not start: " + output);
        Matcher room = ROOM.matcher(output);
        boolean ended = room.find();
        assertTrue(ended || result.timedOut(), output);
        return ended ? Integer.parseInt(room.group(1)) : 0;
    }

    /**
     * Descends to the end of the stack, and comes back until a call does not overflow any more:
     * that number of frames is the room that it needs. The same on a larger stack tells how large
     * they are.
     */
    static final class Room {
        private static final int STACK = 200_000;

        private static final int ROUNDS = 50;

        private static final Thread UNSTARTED = new Thread(() -> {});

        /**
         * A lambda that is made here, since on JDK 21 one that overflows while it is linked stays
         * broken.
         */
        private static final Predicate<Runnable> NONE = callback -> false;

        private static int bottom;
        private static int top;

        private static void descend(int depth) {
            try {
                descend(depth + 1);
            } catch (StackOverflowError e) {
                bottom = Math.max(bottom, depth);
                TaskWorks.cancelMatching(UNSTARTED, NONE); // one frame up if this was too deep
                top = depth;
            }
        }

        private static void descend(long stack) throws InterruptedException {
            bottom = 0;
            Thread thread = new Thread(null, () -> descend(0), "room", stack);
            thread.start();
            thread.join();
        }

        public static void main(String[] args) throws InterruptedException {
            TaskWorks.add(UNSTARTED, () -> {}, Notify.NONE);
            TaskWorks.cancelMatching(UNSTARTED, NONE); // links what it needs
            System.out.println("up " + TaskWorks.status().state());
            for (int round = 0; round < ROUNDS; round++) { // after some calls all is compiled
                descend((long) STACK);
            }
            int depth = bottom;
            int frames = bottom - top;
            descend(2L * STACK);
            int room = (int) ((long) STACK * frames / (bottom - depth));
            System.out.println("room " + room);
        }
    }
}
