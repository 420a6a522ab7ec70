// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import com.acme.script.Accounts;
import com.acme.script.Interpreter;
import com.acme.script.Slow;
import com.acme.script.Stopped;
import io.taskwork.Reach;
import io.taskwork.TaskWorks;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * {@code stop}: scripts that compute forever are inspected when their time is over, and end by an
 * exception of their interpreter's own. The option {@code poll} has put poll points into the
 * interpreter, so that a SIGNAL's callback runs in the middle of the script, on its thread. It sees
 * the script's own stack and variables, and sets a field that the interpreter reads at the script's
 * next step.
 *
 * <p>{@link ScriptRun} is what to copy. {@code Stop [scripts]}, 20 of each kind by default.
 */
public final class Stop {
    static final String POLLS = "com.acme.script";

    private static final Duration TIME = Duration.ofMillis(20);

    /** How long a built-in function goes on after the script's time is over. */
    private static final long SLOW_NANOS = 200_000_000L;

    /** What scripts do, and whether the interpreter's field ends them at once. */
    private enum Kind {
        COUNTS("counts", "(while 1 (set n (+ n 1)))"),
        RECURSES("recurses", "(def paths n (if (< n 1) 1 (+ (paths (- n 1)) (paths (- n 1)))))"
                + " (paths 60)"),
        CATCHES("catches all", "(while 1 (try (while 1 (set n (+ n 1))) (set caught 1)))"),
        TRANSFERS("transfers", "(while 1 (transfer 1))"),
        IN_BUILT_IN("woven built-in", "(slow 1) (while 1 0)"),
        ELSEWHERE("class not named", "(elsewhere 1) (while 1 0)");

        final String label;
        final String script;

        Kind(String label, String script) {
            this.label = label;
            this.script = script;
        }

        boolean endsAtOnce() {
            return this != IN_BUILT_IN && this != ELSEWHERE;
        }
    }

    /** A way to end a script, called in a callback on the script's thread. */
    interface Way {
        void end(Interpreter interpreter, Stopped reason);
    }

    private Stop() {}

    /**
     * Runs the sample.
     *
     * @param args how many scripts, or nothing
     */
    public static void main(String[] args) {
        Sample.requirePolls("stop", POLLS);
        Sample.main("stop", args, "scripts", 20, 10_000,
                (sample, scripts) -> run(sample, scripts, Sample.LIMIT, Interpreter::stop));
    }

    static void run(Sample sample, int scripts, Duration limit, Way way) throws Exception {
        System.out.printf("%,d scripts of each kind, each with %d ms; the longest of its kind:%n%n",
                scripts, TIME.toMillis());
        System.out.printf("the script      %9s %22s %13s   %s%n", "POLLING", "looked at after",
                "ended after", "by");
        StringBuilder looks = new StringBuilder();
        long midst = 0;
        for (Kind kind : Kind.values()) {
            long looked = 0;
            long ended = 0;
            int polling = 0;
            String by = null;
            for (int i = 0; i < scripts; i++) {
                Accounts accounts = new Accounts();
                ScriptRun run = start(kind, accounts);
                Thread.sleep(TIME);
                Reach reach = TaskWorks.reach(run.thread);
                run.end(way);
                if (!run.thread.join(limit)) {
                    sample.check(false, "a script that %s ends", kind.label);
                    return;
                }
                polling += reach == Reach.POLLING ? 1 : 0;
                looked = Math.max(looked, run.lookedAt - run.overdueAt);
                ended = Math.max(ended, run.endedAt - run.overdueAt);
                by = run.thrown == null ? "(return)" : run.thrown.getClass().getSimpleName();
                midst += run.sumSeen == accounts.sum() ? 0 : 1;
                check(sample, kind, run, accounts);
                if (i == 0) {
                    looks.append("%-15s %s%n".formatted(kind.label, run.look));
                }
            }
            System.out.printf("%-15s %3d of %3d %19s %13s   %s%n", kind.label, polling, scripts,
                    Sample.time(looked), Sample.time(ended), by);
        }
        System.out.printf("%nwhat the first callback of each kind saw%n%s", looks);
        System.out.printf("%n%,d callbacks ran in the midst of a transfer, and none tore it.%n",
                midst);
        sample.conclude("Every script was looked at once, by its own thread, and ended there.");
    }

    private static ScriptRun start(Kind kind, Accounts accounts) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        ScriptRun[] run = new ScriptRun[1];
        Interpreter interpreter = new Interpreter()
                .with("begin", n -> {
                    begun.countDown();
                    return n;
                })
                .with("transfer", accounts::transfer)
                .with("slow", n -> Slow.compute(() -> isOver(run[0])))
                .with("elsewhere", n -> {
                    while (!isOver(run[0])) {
                        Thread.onSpinWait();
                    }
                    return n;
                });
        run[0] = new ScriptRun(interpreter, "(begin 1) " + kind.script, accounts);
        run[0].thread.start();
        Sample.await(begun, "a script to begin");
        return run[0];
    }

    private static boolean isOver(ScriptRun run) {
        long overdueAt = run.overdueAt;
        return overdueAt != 0 && System.nanoTime() - overdueAt > SLOW_NANOS;
    }

    private static void check(Sample sample, Kind kind, ScriptRun run, Accounts accounts) {
        sample.check(run.looks == 1, "%s: looked at once, not %d times", kind.label, run.looks);
        sample.check(run.thrown instanceof Stopped, "%s: ended by %s", kind.label, run.thrown);
        sample.check(accounts.sum() == ScriptRun.SUM, "%s: the sum is %,d", kind.label,
                accounts.sum());
        boolean lookedAtEarly = run.lookedAt - run.overdueAt < SLOW_NANOS;
        boolean endedEarly = run.endedAt - run.overdueAt < SLOW_NANOS;
        if (kind == Kind.ELSEWHERE) {
            sample.check(!lookedAtEarly, "%s: not looked at before it returns", kind.label);
        } else if (kind == Kind.IN_BUILT_IN) {
            sample.check(lookedAtEarly, "%s: looked at in it", kind.label);
        }
        if (!kind.endsAtOnce()) {
            sample.check(!endedEarly, "%s: not ended before it returns", kind.label);
        }
    }
}
