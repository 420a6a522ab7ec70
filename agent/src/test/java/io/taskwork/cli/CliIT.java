// SPDX-License-Identifier: Apache-2.0
package io.taskwork.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.classfile.CodeBuilder;
import io.taskwork.docs.DocumentBlock;
import io.taskwork.jdk.Hook;
import io.taskwork.jdk.Hooks;
import io.taskwork.support.JavaSources;
import io.taskwork.support.Jvm;
import io.taskwork.support.Tour;
import io.taskwork.support.TwinJar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The verdict of {@code java -jar taskwork-agent.jar} is about a JVM that was really woven. */
class CliIT {
    private static final String SEE_HELP = "; see java -jar taskwork-agent.jar --help";
    private static final List<String> NO_CONTINUATIONS =
            List.of("-XX:+UnlockExperimentalVMOptions", "-XX:-VMContinuations");

    @TempDir
    Path directory;

    private static Jvm.Result run(Path jar, String... arguments) throws Exception {
        return run(List.of(), jar, arguments);
    }

    private static Jvm.Result run(List<String> options, Path jar, String... arguments)
            throws Exception {
        Jvm jvm = new Jvm();
        options.forEach(jvm::option);
        List<String> command = jvm.option("-jar").option(jar.toString()).command(arguments);
        return Jvm.run(180, command);
    }

    private static String jdk() {
        return System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version");
    }

    /** Returns all that it prints. */
    private static String report(String verdict, String selfTest, String state) {
        String home = System.getProperty("java.home");
        StringBuilder report = new StringBuilder(String.format(
                "agent      taskwork-agent %s%nJDK        %s in %s%nverdict    %s%nself-test  %s%n%n",
                Jvm.version(), jdk(), home, verdict, selfTest));
        for (Hook hook : Hooks.all()) {
            report.append(hook.isThere()
                    ? String.format("%-11s%s: %s%n", state, hook.signature(), hook.purpose())
                    : String.format("%-11s%s: %s%n", "not here", hook.signature(), hook.note()));
        }
        return report.toString();
    }

    /**
     * Compares the output without notes, which are about the JDK that runs the tests; {@code
     * JdkReleasesTest} has those.
     */
    private static void expect(int exitCode, String output, Jvm.Result result) {
        assertEquals(output, result.output().replaceAll("(?m)^note .*\\R", ""));
        assertEquals(exitCode, result.exitCode());
    }

    private static void expectLine(int exitCode, String line, Jvm.Result result) {
        expect(exitCode, "taskwork-agent: " + line + System.lineSeparator(), result);
    }

    /** Compares with the document, except for what differs from one machine to the next. */
    private static void isInTheDocument(String block, String command, String report)
            throws Exception {
        if (DocumentBlock.isShownHere()) {
            DocumentBlock.of("launching.md", block)
                    .varyingIn("(?<=taskwork-agent )\\d\\S*|(?<=VM )\\S+ in \\S+")
                    .isTranscript("$ " + command + "\n" + report
                            .replace(" in " + System.getProperty("java.home"), " in /opt/jdk"));
        }
    }

    @Test
    @Tag("jdk")
    void allIsWell() throws Exception {
        String report = report("active",
                "passed: a SIGNAL ran in LockSupport.park, ReentrantLock.lock and Object.wait",
                "woven");
        expect(0, report, run(Jvm.agentJar()));
        expect(0, report, run(Jvm.agentJar(), "check"));
        isInTheDocument("check", "java -jar taskwork-agent.jar", report);
    }

    @Test
    void fromARenamedJarInADirectoryWithASpace() throws Exception {
        Path renamed = Files.createDirectory(directory.resolve("with a space"))
                .resolve("renamed agent.jar");
        Files.copy(Jvm.agentJar(), renamed);
        assertEquals(0, run(renamed).exitCode());
    }

    /** The options of a program can be checked before it is started with them. */
    @Test
    void theOptionsGivenAreTheOptionsChecked() throws Exception {
        String report = report("not active: virtual threads are java.lang.ThreadBuilders"
                + "$BoundVirtualThread here; start without -XX:-VMContinuations",
                "not run", "not woven");
        expect(1, report, run(NO_CONTINUATIONS, Jvm.agentJar()));
        isInTheDocument("refused", "java " + String.join(" ", NO_CONTINUATIONS)
                + " -jar taskwork-agent.jar | head -4",
                report.lines().limit(4).collect(Collectors.joining("\n")));
    }

    /** The command works without modules that it would use if they were there. */
    @Test
    void onASmallImage() throws Exception {
        assertEquals(0, run(List.of("--limit-modules=java.base,java.instrument"), Jvm.agentJar())
                .exitCode());
    }

    @Test
    void aRuntimeThatIsNotWhole() throws Exception {
        Path jar = TwinJar.in(
                directory, root -> Files.delete(root.getPath("io/taskwork/boot/Keeper.class")));
        expect(1, report("not active: the runtime could not be defined in this JDK (" + jdk()
                        + "): java.io.IOException: " + jar + " lacks io/taskwork/boot/Keeper.class;"
                        + " take a taskwork-agent.jar that is whole",
                "not run", "not woven"), run(jar));
    }

    /**
     * In the weakened twin SIGNAL does not wake a thread in Object.wait, and the verdict says so.
     */
    @Test
    void aRuntimeThatDoesNotWork() throws Exception {
        Path jar = TwinJar.in(directory, "MonitorWaits", "wake", CodeBuilder::return_);
        expect(1, report("not active: self-test: a SIGNAL did not reach a thread in Object.wait;"
                        + " try it without other agents, since one of them may be in the way; if"
                        + " that does not help, report it with this line",
                "not run", "not woven"), run(jar));
    }

    /** A JVM that hangs is killed, and is reported to have hung and not to have crashed. */
    @Test
    void aJvmThatDoesNotEnd() throws Exception {
        Path source = directory.resolve("CheckedJvm.java");
        Files.writeString(source, """
                package io.taskwork.cli;

                class CheckedJvm {
                    public static void main(String[] args) throws InterruptedException {
                        Thread.sleep(Long.MAX_VALUE);
                    }
                }
                """);
        JavaSources.compile(directory, source);
        String entry = "io/taskwork/cli/CheckedJvm.class";
        Path jar = TwinJar.in(directory, root -> Files.copy(
                directory.resolve(entry), root.getPath(entry),
                StandardCopyOption.REPLACE_EXISTING));
        String late = "a JVM with the agent had not ended after 5 s; --timeout SECONDS gives it"
                + " more time";
        expect(1, report("not active: " + late, late, "not woven"),
                run(jar, "check", "--timeout", "5"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "--foo                | Unknown option: '--foo'",
        "check -x             | Unknown option: '-x'",
        "attach --force 17    | Unknown option: '--force'",
        "atach                | Unmatched argument at index 0: 'atach'",
        "atach 17             | Unmatched arguments from index 0: 'atach', '17'",
        "check --timeout soon | Invalid value for option '--timeout': 'soon' is not an int",
        "attach --timeout 1h 1 | Invalid value for option '--timeout': '1h' is not an int",
        "attach               | Missing required parameter: 'PID'",
        "attach 1 2           | Unmatched argument at index 2: '2'",
    })
    void argumentsThatAreNone(String arguments, String complaint) throws Exception {
        expectLine(2, complaint + SEE_HELP, run(Jvm.agentJar(), arguments.split(" ")));
    }

    @Test
    void help() throws Exception {
        Jvm.Result result = run(Jvm.agentJar(), "--help");
        assertEquals(0, result.exitCode());
        assertTrue(result.output().startsWith(
                "Usage: java -jar taskwork-agent.jar [-hV] [COMMAND]"), result.output());
        for (String command : List.of("check", "attach")) {
            assertTrue(result.output().contains(String.format("%n  %-6s  ", command)),
                    result.output());
            Jvm.Result its = run(Jvm.agentJar(), command, "--help");
            assertEquals(0, its.exitCode());
            assertTrue(its.output().startsWith("Usage: java -jar taskwork-agent.jar " + command),
                    its.output());
        }
    }

    @Test
    void version() throws Exception {
        expect(0, String.format("taskwork-agent %s%n", Jvm.version()),
                run(Jvm.agentJar(), "--version"));
    }

    /** An application pays for none of the command line. */
    @Test
    void theAgentLoadsNoClassOfTheCommandLine() throws Exception {
        Path log = directory.resolve("load.log");
        Jvm.Result result = new Jvm().agent(Jvm.agentJar()).defaultClassPath()
                .option("-Xlog:class+load:file=" + log).run(60, Tour.class.getName());
        assertEquals(String.format("ACTIVE %d%n", Tour.WORKS), result.output());
        List<String> loaded = Files.readAllLines(log);
        assertTrue(loaded.stream().anyMatch(line -> line.contains("io.taskwork.weave.Weaver")));
        assertEquals(List.of(), loaded.stream().filter(line -> line.contains("picocli")
                || line.contains("io.taskwork.cli.")).toList());
    }
}
