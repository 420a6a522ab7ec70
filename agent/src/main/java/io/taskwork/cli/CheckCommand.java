// SPDX-License-Identifier: Apache-2.0
package io.taskwork.cli;

import io.taskwork.agent.AgentInfo;
import io.taskwork.jdk.Hook;
import io.taskwork.jdk.Hooks;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** Starts a JVM with the agent and reports whether the agent works there. */
@Command(
        name = "check",
        description = "Starts a second JVM of this Java, with the same JVM options and the agent,"
                + " and reports whether the agent works there. The exit code is 0 only if it does.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class CheckCommand implements Callable<Integer> {
    static final int LIMIT_SECONDS = 120;

    @CommandLine.Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "" + LIMIT_SECONDS,
            description = "How long that JVM may take. The default is ${DEFAULT-VALUE}.")
    private int timeout;

    @CommandLine.Option(
            names = "--poll",
            paramLabel = "NAMES",
            description = "Also reports how many poll points the agent's option poll=NAMES would"
                + " put into the classes on --class-path.")
    private String poll;

    @CommandLine.Option(
            names = "--class-path",
            paramLabel = "PATH",
            defaultValue = "",
            description = "Jars and directories of classes, for --poll.")
    private String classPath;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws CommandFailure {
        PrintWriter out = spec.commandLine().getOut();
        if (poll != null) {
            PollCount.print(out, PollCount.requireNames(poll), classPath);
        }
        return check(out, CommandLineTool.seconds(timeout));
    }

    /** Returns the exit code. */
    static int check(PrintWriter out, int limitSeconds) throws CommandFailure {
        ForkedCheck.Result result = ForkedCheck.run(limitSeconds);
        boolean active = result.status().equals(AgentInfo.ACTIVE);
        boolean passed = result.selfTest().equals(CheckedJvm.PASSED);
        row(out, "agent", Version.line());
        row(out, "JDK", System.getProperty("java.vm.name") + " "
                + System.getProperty("java.vm.version") + " in " + System.getProperty("java.home"));
        row(out, "verdict", active ? AgentInfo.ACTIVE : "not active: " + result.status());
        row(out, "self-test", result.selfTest());
        for (String note : result.notes()) {
            row(out, "note", note);
        }
        out.println();
        table(out, active);
        return active && passed ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static void row(PrintWriter out, String name, String value) {
        out.printf("%-11s%s%n", name, value);
    }

    /**
     * Prints the hook table. The agent weaves all hooks or none, as Installation says, so if it is
     * not active, none is woven.
     */
    private static void table(PrintWriter out, boolean active) {
        List<String> missing = AgentInfo.missing();
        for (Hook hook : Hooks.all()) {
            String state = missing.contains(hook.signature()) ? "MISSING"
                    : !hook.isThere() ? "not here"
                    : active ? "woven" : "not woven";
            out.printf("%-11s%s: %s%n", state, hook.signature(),
                    hook.isThere() ? hook.purpose() : hook.note());
        }
        for (String name : missing) {
            if (Hooks.all().stream().noneMatch(hook -> hook.signature().equals(name))) {
                out.printf("%-11s%s%n", "MISSING", name);
            }
        }
    }
}
