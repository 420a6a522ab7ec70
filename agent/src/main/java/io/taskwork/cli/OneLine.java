// SPDX-License-Identifier: Apache-2.0
package io.taskwork.cli;

import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Prints what went wrong in one line on standard error, where picocli would print the whole usage.
 */
final class OneLine {
    private OneLine() {}

    static int badArguments(ParameterException e, String[] args) {
        print(e.getCommandLine(),
                e.getMessage() + "; see " + CommandLineTool.NAME + " --help");
        return ExitCode.USAGE;
    }

    /**
     * Prints a {@link CommandFailure}. Any other exception is a fault of the program and keeps its
     * stack trace.
     */
    static int failed(Exception e, CommandLine command, ParseResult result) throws Exception {
        if (!(e instanceof CommandFailure)) {
            throw e;
        }
        print(command, e.getMessage());
        return ExitCode.SOFTWARE;
    }

    private static void print(CommandLine command, String message) {
        command.getErr().println("taskwork-agent: " + message.replaceAll("\\R", " "));
    }
}
