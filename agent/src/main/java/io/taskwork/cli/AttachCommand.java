// SPDX-License-Identifier: Apache-2.0
package io.taskwork.cli;

import io.taskwork.agent.AgentInfo;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Attaches the agent to a running JVM and reports the outcome. */
@Command(
        name = "attach",
        description = "Attaches the agent to a running JVM. The exit code is 0 only if the agent is"
                + " active there.",
        footer = {
            "",
            "A thread that already waits in a queue of java.util.concurrent.locks when the agent"
                + " is attached runs no work until it has left that queue. An agent that is"
                + " started with -javaagent does not have this limit."},
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class AttachCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PID", description = "Process identifier, as jps -l prints it.")
    private String pid;

    @Option(
            names = "--jmx",
            description = "Registers the JMX bean of counts there: " + AgentInfo.JMX_NAME)
    private boolean jmx;

    @Option(
            names = "--poll",
            paramLabel = "NAMES",
            description = "Puts poll points into the named classes and the classes of the named"
                + " packages. A colon separates two names, as in com.acme:org.foo.Parser.")
    private String poll;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long the other JVM may take to answer. The default is"
                + " ${DEFAULT-VALUE}.")
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
        String options = jmx ? AgentInfo.JMX_OPTION : "";
        if (poll != null) {
            PollCount.requireNames(poll);
            options += "," + AgentInfo.POLL_OPTION + poll;
        }
        Attaching.Outcome outcome = new Attaching(target.pid(), ownJar(), options)
                .run(CommandLineTool.seconds(timeout));
        PrintWriter out = spec.commandLine().getOut();
        if (!outcome.after().equals(AgentInfo.ACTIVE)) {
            throw new CommandFailure(
                    "process " + target.pid() + ": not active: " + outcome.after());
        }
        if (!outcome.version().equals(AgentInfo.version())) {
            throw new CommandFailure("process " + target.pid() + ": active, but it is"
                    + " taskwork-agent " + outcome.version() + ", which was loaded before; this is "
                    + AgentInfo.version() + " and did nothing;"
                    + " restart that JVM with only one of them");
        }
        if (jmx) {
            out.println("process " + target.pid() + ": JMX bean " + AgentInfo.JMX_NAME);
        }
        if (poll != null) {
            out.println("process " + target.pid() + ": " + outcome.polls());
        }
        if (outcome.before().equals(AgentInfo.ACTIVE)) {
            out.println("process " + target.pid() + ": active; it already was");
            return ExitCode.OK;
        }
        out.println("process " + target.pid() + ": active");
        out.println("A thread that already waits in a queue of java.util.concurrent.locks runs"
                + " no work until it has left that queue.");
        out.println("To avoid this limit, start the JVM with java -javaagent:" + ownJar() + " ...");
        return ExitCode.OK;
    }

    private static Path ownJar() throws CommandFailure {
        try {
            return AgentInfo.ownJar();
        } catch (IOException e) {
            throw new CommandFailure("the agent's jar is not found: " + e.getMessage());
        }
    }
}
