// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import com.acme.script.Accounts;
import com.acme.script.Interpreter;
import com.acme.script.Stopped;
import io.taskwork.Notify;
import io.taskwork.TaskWorks;

/** A script on a virtual thread of its own, and how it ended. */
final class ScriptRun {
    /** The sum of both accounts. */
    static final long SUM = 1_000_000;

    final Thread thread;
    private final Interpreter interpreter;
    private final Accounts accounts;

    /** When its time was over, or 0 before. */
    volatile long overdueAt;

    // Only the script's thread writes these; others read them when it has ended.
    int looks;
    long lookedAt;
    long endedAt;
    long sumSeen = SUM;
    String look;
    RuntimeException thrown;

    ScriptRun(Interpreter interpreter, String script, Accounts accounts) {
        this.interpreter = interpreter;
        this.accounts = accounts;
        thread = Thread.ofVirtual().unstarted(() -> {
            try {
                interpreter.run(script);
            } catch (RuntimeException e) {
                thrown = e;
            }
            endedAt = System.nanoTime();
        });
    }

    /** Looks at the script and tells it to end, on its own thread and wherever it is now. */
    void end(Stop.Way way) {
        overdueAt = System.nanoTime();
        TaskWorks.add(thread, () -> {
            lookedAt = System.nanoTime();
            looks++;
            sumSeen = accounts.sum();
            long frames = StackWalker.getInstance().walk(stack -> stack
                    .filter(frame -> frame.getClassName().startsWith(Stop.POLLS)).count());
            look = "%d calls deep, %d frames of the interpreter, variables %s".formatted(
                    interpreter.calls().size(), frames, interpreter.variables());
            way.end(interpreter, new Stopped("its time is over"));
        }, Notify.SIGNAL);
    }
}
