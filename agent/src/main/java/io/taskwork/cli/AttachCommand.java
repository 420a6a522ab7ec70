// SPDX-License-Identifier: Apache-2.0
package io.taskwork.cli;

import io.taskwork.agent.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Attaches the agent to a JVM that runs, and says what came of it. */
@Command(
        name = "attach",
        description = "Attaches the agent to a running JVM. Exit code 0 only if it is active"
                + " there.",
        footer = {
            "",
            "Attaching comes late: a thread that stands in a queue of java.util.concurrent.locks"
                + " already runs nothing until it has left it. -javaagent has no such limit."},
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class AttachCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PID", description = "Process identifier, as jps -l prints it.")
    private String pid;

    @Option(
            names = "--jmx",
            description = "Makes the JMX bean of counts there: " + Verdict.JMX_NAME)
    private boolean jmx;

    @Option(
            names = "--poll",
            paramLabel = "NAMES",
            description = "Puts poll points into the classes that these packages and classes name,"
                + " with a colon between two names, as com.acme:org.foo.Parser.")
    private String poll;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long the other JVM may take to answer; ${DEFAULT-VALUE} without"
                + " this option.")
    private int timeout;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws CommandFailure {
        AttachTarget target = AttachTarget.of(pid);
        if (ModuleLayer.boot().findModule("jdk.attach").isEmpty()) {
            throw new CommandFailure("this Java has no module jdk.attach; use the java of a JDK,"
                    + " not " + System.getProperty("java.home"));
        }
        target.requireJvm();
        String options = jmx ? Verdict.JMX_OPTION : "";
        if (poll != null) {
            PollCount.requireNames(poll);
            options += "," + Verdict.POLL_OPTION + poll;
        }
        Attaching.Outcome outcome = new Attaching(target.pid(), ownJar(), options)
                .run(CommandLineTool.seconds(timeout));
        PrintWriter out = spec.commandLine().getOut();
        if (!outcome.after().equals(Verdict.ACTIVE)) {
            throw new CommandFailure(
                    "process " + target.pid() + ": not active: " + outcome.after());
        }
        if (!outcome.version().equals(Verdict.version())) {
            throw new CommandFailure("process " + target.pid() + ": active, but it is"
                    + " taskwork-agent " + outcome.version() + ", which was there before; this is "
                    + Verdict.version() + " and did nothing; restart that JVM with one of them");
        }
        if (jmx) {
            out.println("process " + target.pid() + ": JMX bean " + Verdict.JMX_NAME);
        }
        if (poll != null) {
            out.println("process " + target.pid() + ": " + outcome.polls());
        }
        if (outcome.before().equals(Verdict.ACTIVE)) {
            out.println("process " + target.pid() + ": active, and was so before");
            return ExitCode.OK;
        }
        out.println("process " + target.pid() + ": active");
        out.println("A thread that stands in a queue of java.util.concurrent.locks already runs"
                + " nothing until it has left it.");
        out.println("Without this limit: java -javaagent:" + ownJar() + " ...");
        return ExitCode.OK;
    }

    private static Path ownJar() throws CommandFailure {
        try {
            return Verdict.ownJar();
        } catch (IOException e) {
            throw new CommandFailure("the agent's jar is not found: " + e.getMessage());
        }
    }
}
