// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

/**
 * The stack of the thread that queued a work, which the agent's option {@code trace} records. It
 * becomes a suppressed exception of what the work's callback throws, and is never thrown itself.
 */
final class AddedHere extends Exception {
    private static final long serialVersionUID = 1L;

    /** The largest number of frames in {@link #toLines}. */
    private static final int MOST_FRAMES = 32;

    private AddedHere(String message) {
        super(message, null, false, true);
    }

    /**
     * Returns the record of an add by the current thread, or of a hook that it registers; null
     * while not tracing.
     */
    static AddedHere orNull() {
        if (!Trace.on) {
            return null;
        }
        Thread adder = Thread.currentThread();
        // This does not call toString, which a subclass may override.
        return new AddedHere("by thread #" + adder.threadId() + " \"" + adder.getName() + "\"");
    }

    /** Returns the text for a flight-recorder event, without the frames of the runtime. */
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
