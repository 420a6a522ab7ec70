// SPDX-License-Identifier: Apache-2.0
package io.taskwork.cli;

import io.taskwork.image.ImageCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line, {@code java -jar taskwork-agent.jar}, with its commands and its default. */
@Command(
        name = CommandLineTool.NAME,
        description = "Linux's task_work for the JVM's virtual threads: checks whether the agent"
                + " works here, attaches it to a running JVM, or makes a runtime image. Without a"
                + " command, it runs check.",
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

    /** Returns a number of seconds that an option gives; throws unless it is positive. */
    static int seconds(int value) throws CommandFailure {
        if (value <= 0) {
            throw new CommandFailure("--timeout must be a number of seconds above 0, not " + value);
        }
        return value;
    }

    @Override
    public Integer call() throws CommandFailure {
        return CheckCommand.check(spec.commandLine().getOut(), CheckCommand.LIMIT_SECONDS);
    }
}
