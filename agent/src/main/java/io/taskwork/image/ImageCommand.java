// SPDX-License-Identifier: Apache-2.0
package io.taskwork.image;

import io.taskwork.agent.FileErrors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/**
 * The command {@code java -jar taskwork-agent.jar image}, which makes a runtime image that needs no
 * agent.
 */
@Command(
        name = "image",
        sortOptions = false,
        description = "Makes a runtime image from the JDK that runs this command. In the image, the"
                + " classes that the agent weaves are woven already. Programs start on it"
                + " without -javaagent and without the time for weaving.",
        customSynopsis = "java -jar taskwork-agent.jar image --output DIR [--add-modules M,...]"
                + " [options of jlink]",
        footer = {
            "",
            "All other options go to jlink: --strip-debug, --compress zip-6, --module-path, ...",
            "Start programs with DIR/bin/java -cp app.jar:taskwork-api.jar Main"})
public final class ImageCommand implements Callable<Integer> {
    @Option(names = "--output", required = true, paramLabel = "DIR",
            description = "where the image is made; must not exist")
    private Path output;

    @Option(names = "--add-modules", paramLabel = "MODULE", split = ",",
            description = "root modules; by default all modules that jlink can put into an image")
    private List<String> modules = List.of();

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "shows this text")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Unmatched
    private List<String> jlinkOptions = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            refusePolls();
            new ImageBuild(output, modules, jlinkOptions, spec.commandLine().getOut()).run();
            return 0;
        } catch (ImageFailure e) {
            if (e.getMessage() != null) {
                spec.commandLine().getErr().println("taskwork-agent image: " + e.getMessage());
            }
            return 1;
        } catch (IOException e) {
            spec.commandLine().getErr().println(
                    "taskwork-agent image: " + FileErrors.text(e));
            return 1;
        }
    }

    /** Refuses an option of the other commands, which jlink would call unknown. */
    private void refusePolls() throws ImageFailure {
        for (String option : jlinkOptions) {
            if (option.equals("--poll") || option.startsWith("--poll=")) {
                throw new ImageFailure("--poll: an image has no poll points, since programs get"
                        + " them when their classes are loaded; start programs with"
                        + " DIR/bin/java -javaagent:taskwork-agent.jar=poll=NAMES");
            }
        }
    }
}
