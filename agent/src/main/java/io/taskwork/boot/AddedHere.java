// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

/**
 * Who queued a work, as the agent's option {@code trace} keeps it: a stack, and as a suppressed
 * exception in what the work's callback throws. It is never thrown itself.
 */
final class AddedHere extends Exception {
    private static final long serialVersionUID = 1L;

    /** Frames in {@link #toLines}; the first are the runtime's and the API's. */
    private static final int MOST_FRAMES = 32;

    private AddedHere(String message) {
        super(message, null, false, true);
    }

    /** Of an add by the current thread, or of a hook that it registers; null while not tracing. */
    static AddedHere orNull() {
        if (!Trace.on) {
            return null;
        }
        Thread adder = Thread.currentThread();
        // Not toString, which a subclass may override.
        return new AddedHere("by thread #" + adder.threadId() + " \"" + adder.getName() + "\"");
    }

    /** For a flight-recorder event: without the frames of the runtime and of the API. */
    String toLines() {
        StringBuilder lines = new StringBuilder(getMessage());
        int n = 0;
        for (StackTraceElement frame : getStackTrace()) {
            if (!frame.getClassName().startsWith("io.taskwork.boot.")
                    && !frame.getClassName().startsWith("java.lang.invoke.")
                    && n++ < MOST_FRAMES) {
                lines.append("\n at ").append(frame);
            }
        }
        return lines.toString();
    }
}
