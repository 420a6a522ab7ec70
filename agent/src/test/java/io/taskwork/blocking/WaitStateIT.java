// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.classfile.CodeBuilder;
import io.taskwork.support.Jvm;
import io.taskwork.support.SelfAttach;
import io.taskwork.support.TwinJar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * SIGNALs to threads in {@code Object.wait} while the monitor is held, and is let go just when the
 * thread comes for it. The VM then leaves the thread in the state of one that blocks, and would not
 * unmount it in its next waits. Without a correction this happens once in some hundred times.
 */
@Tag("jdk")
class WaitStateIT {
    private static final int WAITS = 50_000;

    /** Exit code: a thread ran on in the state of one that blocks. */
    private static final int BLOCKED = 5;

    private static final int MOST_SPINS = 300;
    private static final int MOST_INTERRUPTS = 2_000_000;

    /** Printed by a JDK in which this is repaired. */
    private static final String NEVER = "never blocked\n";

    @Test
    void aSignalLeavesTheThreadRunning() throws Exception {
        Jvm.Result result = again(Jvm.agentJar());
        assertEquals(0, result.exitCode(), result.output());
    }

    @Test
    void soDoesAnAgentThatComesLater() throws Exception {
        Jvm.Result result = SelfAttach.run(Attached.class, Jvm.agentJar());
        assumeFalse(result.output().equals(NEVER));
        assertEquals("blocked before, and then not\n", result.output());
    }

    @Test
    @Tag("twin")
    void theVmAloneDoesNot() throws Exception {
        Path twin = TwinJar.make(
                Jvm.agentJar(), "VirtualThreads", "setRunning", CodeBuilder::return_);
        try {
            Jvm.Result result = SelfAttach.run(Attached.class, twin);
            assumeFalse(result.output().equals(NEVER));
            assertEquals(BLOCKED, result.exitCode(), result.output());
            result = again(twin);
            assertEquals(BLOCKED, result.exitCode(), result.output());
        } finally {
            Files.delete(twin);
        }
    }

    private static Jvm.Result again(Path agent) throws Exception {
        return new Jvm().agent(agent).defaultClassPath().run(120, Again.class.getName());
    }

    private static void requireRunning() {
        if (isBlocked()) {
            System.out.println(Thread.currentThread() + " runs");
            Runtime.getRuntime().halt(BLOCKED);
        }
    }

    /** Returns what the current thread, which runs, seems to be. */
    private static boolean isBlocked() {
        return Thread.currentThread().getState() == Thread.State.BLOCKED;
    }

    /** Holds the monitor for a time that differs with the number. */
    private static void hold(int number) {
        for (int spins = number % MOST_SPINS; spins > 0; spins--) {
            Thread.onSpinWait();
        }
    }

    /** Sends SIGNALs; their callbacks and the thread itself look at its state. */
    static final class Again {
        private static final Object MONITOR = new Object();
        private static final AtomicInteger BACK = new AtomicInteger();

        public static void main(String[] args) {
            Thread waiter = Thread.ofVirtual().start(Again::waitAgainAndAgain);
            for (int i = 0; waiter.isAlive(); i++) {
                int seen = BACK.get();
                synchronized (MONITOR) {
                    TaskWorks.add(waiter, WaitStateIT::requireRunning, Notify.SIGNAL);
                    hold(i);
                }
                while (BACK.get() == seen && waiter.isAlive()) {
                    Thread.onSpinWait();
                }
            }
        }

        private static void waitAgainAndAgain() {
            synchronized (MONITOR) {
                while (BACK.get() < WAITS) {
                    try {
                        MONITOR.wait();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    requireRunning();
                    BACK.incrementAndGet();
                }
            }
        }
    }

    /**
     * Interrupts the thread until it is in that state; then the agent comes. The argument is its
     * jar.
     */
    static final class Attached {
        private static final Object MONITOR = new Object();
        private static volatile boolean blocked;
        private static volatile boolean attached;

        public static void main(String[] args) throws Exception {
            Thread waiter = Thread.ofVirtual().start(Attached::waitUntilBlocked);
            for (int i = 0; !blocked; i++) {
                if (i == MOST_INTERRUPTS) {
                    System.out.print(NEVER);
                    Runtime.getRuntime().halt(0);
                }
                synchronized (MONITOR) {
                    waiter.interrupt();
                    hold(i);
                }
            }
            SelfAttach.attach(args[0]);
            TaskWorks.add(waiter, WaitStateIT::requireRunning, Notify.RESUME);
            attached = true;
            waiter.join();
            System.out.println("blocked before, and then not");
        }

        private static void waitUntilBlocked() {
            try {
                synchronized (MONITOR) {
                    while (!isBlocked()) {
                        waitForInterrupt();
                    }
                }
                blocked = true;
                while (!attached) {
                    Thread.onSpinWait(); // after a park or a yield it would be running
                }
                Thread.interrupted();
                synchronized (MONITOR) {
                    MONITOR.wait(); // the callback runs at the entry of the wait
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private static void waitForInterrupt() {
            try {
                MONITOR.wait();
            } catch (InterruptedException e) {
                // It came from a thread that had the monitor, and has let it go now.
            }
        }
    }
}
