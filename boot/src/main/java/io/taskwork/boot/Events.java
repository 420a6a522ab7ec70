// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import jdk.jfr.Timespan;

/**
 * The events of the JDK's flight recorder, all off by default.
 *
 * <p>Initializing their classes starts the recorder, which takes long. It is therefore left to the
 * keeper, once somebody else has started the recorder.
 */
final class Events {
    private Events() {}

    /** Returns whether the recorder has been started in this JVM. */
    static boolean isRecorderThere() {
        return FlightRecorder.isInitialized();
    }

    @Name("io.taskwork.Drain")
    @Label("Drain")
    @Category("taskwork")
    @Description("A thread ran what was queued on it")
    @Enabled(false)
    @StackTrace(false)
    static final class Drain extends Event {
        /** An event that is never committed; it says whether others should be made. */
        static final Drain PROBE = new Drain();

        @Label("Run Point")
        String runPoint;

        @Label("Works")
        @Description("How many callbacks ran")
        int works;

        @Label("Queue Delay")
        @Description("Since the first work came to the empty queue; 0 if that was before recording")
        @Timespan(Timespan.NANOSECONDS)
        long queueDelay;
    }

    @Name("io.taskwork.Callback")
    @Label("Callback")
    @Category("taskwork")
    @Description("A callback ran for longer than the threshold")
    @Enabled(false)
    @StackTrace(false)
    @Threshold("10 ms")
    static final class Callback extends Event {
        static final Callback PROBE = new Callback();

        @Label("Class")
        Class<?> callback;

        @Label("Adder")
        @Description("Who queued it, if the agent traces")
        String adder;
    }

    @Name("io.taskwork.CallbackError")
    @Label("Callback Error")
    @Category("taskwork")
    @Description("A callback threw; the thread's uncaught-exception handler was called")
    @Enabled(false)
    @StackTrace(false)
    static final class CallbackError extends Event {
        static final CallbackError PROBE = new CallbackError();

        @Label("Class")
        Class<?> callback;

        @Label("Thrown")
        Class<?> thrown;

        @Label("Message")
        String message;

        @Label("Adder")
        @Description("Who queued it, if the agent traces")
        String adder;
    }

    @Name("io.taskwork.Backlog")
    @Label("Backlog")
    @Category("taskwork")
    @Description("A queue reached 1,024 works, or doubled since; the event's thread is the adder")
    @Enabled(false)
    @StackTrace(false)
    static final class Backlog extends Event {
        static final Backlog PROBE = new Backlog();

        @Label("Target")
        Thread target;

        @Label("Works")
        @Description("How many are queued")
        int works;
    }

    @Name("io.taskwork.Wake")
    @Label("Wake")
    @Category("taskwork")
    @Description("A SIGNAL woke its target, or gave it a permit; the event's thread is the adder")
    @Enabled(false)
    @StackTrace(false)
    static final class Wake extends Event {
        static final Wake PROBE = new Wake();

        @Label("Target")
        Thread target;
    }

    @Name("io.taskwork.Mask")
    @Label("Mask")
    @Category("taskwork")
    @Description("A thread kept its callbacks waiting by a mask for longer than the threshold; the"
            + " stack is that of the mask's end")
    @Enabled(false)
    @StackTrace(true)
    @Threshold("10 ms")
    static final class Mask extends Event {
        static final Mask PROBE = new Mask();
    }
}
