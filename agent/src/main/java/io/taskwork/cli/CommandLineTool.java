// SPDX-License-Identifier: Apache-2.0
package io.taskwork.cli;

import io.taskwork.image.ImageCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code java -jar taskwork-agent.jar}: the commands, and what is done without one. */
@Command(
        name = CommandLineTool.NAME,
        description = "Linux's task_work for the JVM's virtual threads: looks whether the agent"
                + " works here, attaches it, or makes a runtime image. Without a command: check.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "[COMMAND]",
        subcommands = {CheckCommand.class, AttachCommand.class, ImageCommand.class})
public final class CommandLineTool implements Callable<Integer> {
    static final String NAME = "java -jar taskwork-agent.jar";

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** Runs a command; returns the exit code. */
    public static int run(String... args) {
        return new CommandLine(new CommandLineTool())
                .setParameterExceptionHandler(OneLine::badArguments)
                .setExecutionExceptionHandler(OneLine::failed)
                .execute(args);
    }

    /** A time that an option gives. */
    static int seconds(int value) throws CommandFailure {
        if (value <= 0) {
            throw new CommandFailure("--timeout is a number of seconds above 0, not " + value);
        }
        return value;
    }

    @Override
    public Integer call() throws CommandFailure {
        return CheckCommand.check(spec.commandLine().getOut(), CheckCommand.LIMIT_SECONDS);
    }
}
