// SPDX-License-Identifier: Apache-2.0
package io.taskwork.launching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.docs.DocumentBlock;
import io.taskwork.support.Jars;
import io.taskwork.support.JavaSources;
import io.taskwork.support.Jvm;
import io.taskwork.support.LiveJvm;
import io.taskwork.support.Tour;
import io.taskwork.support.Waiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jars of different versions are in one JVM: the status says so, with both versions and the remedy.
 */
class VersionsIT {
    private static final String VERSION = Jvm.version();
    private static final String OTHER = "9" + VERSION.substring(1);
    private static final String ENTRY = "io/taskwork/boot/Entry.class";
    private static final String REMEDY =
            "use a taskwork-api.jar and a taskwork-agent.jar of the same version";

    /** What varies between the document and another run. */
    private static final String VARYING =
            "(?<=version |agent |this is )\\d\\S*?(?=[,;]? |$)|(?<=process )\\d+|/\\S+\\.jar";

    @TempDir
    Path directory;

    private Path otherApi;
    private Path otherAgent;

    /** The jars are of another version by their names, and otherwise the same. */
    @BeforeEach
    void make() throws Exception {
        otherApi = Jars.changed(Jvm.apiJar(), directory.resolve("api.jar"), jar -> {
            Jars.replace(jar, "io/taskwork/Diagnosis.class", VERSION, OTHER);
            Jars.replace(jar, "META-INF/MANIFEST.MF", VERSION, OTHER);
        });
        otherAgent = Jars.changed(Jvm.agentJar(), directory.resolve("agent.jar"), jar -> {
            Jars.replace(jar, ENTRY, VERSION, OTHER);
            Jars.replace(jar, "META-INF/MANIFEST.MF", VERSION, OTHER);
        });
    }

    private static Jvm.Result run(Path agent, Path api) throws Exception {
        return new Jvm().agent(agent).classPath(api, Jvm.testClasses())
                .run(60, Asks.class.getName());
    }

    /**
     * Expects the same three times, since what fails in an initializer fails in another way the
     * second time.
     */
    private static void refused(Jvm.Result result, String api, String agent, String method) {
        String status = "REFUSED: this taskwork-api.jar, version " + api + ", does not fit the"
                + " taskwork agent in this JVM, version " + agent + ", which has no " + method;
        assertEquals(0, result.exitCode(), result.output());
        assertEquals(2, result.output().lines().filter(line -> line.startsWith(status)
                && line.contains(REMEDY)).count(), result.output());
        assertEquals(1, result.output().lines().filter(line -> line.startsWith(
                "java.lang.IllegalStateException: taskwork is " + status)).count(),
                result.output());
        assertEquals(3, result.output().lines().count(), result.output());
    }

    @Test
    void anApiThatCallsWhatTheAgentDoesNotHave() throws Exception {
        Path api = Jars.changed(otherApi, directory.resolve("newer.jar"), jar -> Jars.replace(
                jar, "io/taskwork/Door.class", "cancelMatching", "cancelStarting"));
        Jvm.Result result = run(Jvm.agentJar(), api);
        refused(result, OTHER, VERSION, "cancelStarting");
        // The program Asks prints the two lines as one.
        for (String line : result.output().lines().findFirst().orElseThrow().split("   ?(?=use)")) {
            DocumentBlock.hasLine("launching.md", line, VARYING);
        }
    }

    @Test
    void anAgentThatHasNotWhatTheApiCalls() throws Exception {
        Path agent = Jars.changed(otherAgent, directory.resolve("newer.jar"), jar -> Jars.replace(
                jar, ENTRY, "cancelMatching", "cancelStarting"));
        refused(run(agent, Jvm.apiJar()), VERSION, OTHER, "cancelMatching");
    }

    @Test
    void anAgentThatDoesNotSayItsVersion() throws Exception {
        Path agent = Jars.changed(Jvm.agentJar(), directory.resolve("older.jar"), jar -> {
            Jars.replace(jar, ENTRY, "version", "noiserv");
            Jars.replace(jar, ENTRY, "cancelMatching", "cancelStarting");
        });
        refused(run(agent, Jvm.apiJar()), VERSION, "unknown", "cancelMatching");
    }

    @Test
    void anAgentOfAnotherKindOfWoven() throws Exception {
        Path agent = Jars.changed(otherAgent, directory.resolve("newer.jar"), jar -> {
            Jars.replace(jar, ENTRY, "openMask", "openMaks");
            Jars.replace(jar, ENTRY, "exiting", "extinig");
        });
        assertTrue(run(agent, Jvm.apiJar()).output().startsWith("REFUSED: "));
    }

    /** Versions that have all that they need of each other work, and say that they differ. */
    @Test
    void versionsThatFit() throws Exception {
        String other = "ACTIVE: woven by the agent; it is version " + OTHER
                + ", and this taskwork-api.jar " + VERSION;
        expectTwice(other, run(otherAgent, Jvm.apiJar()));
        expectTwice("ACTIVE: woven by the agent; it is version " + VERSION
                + ", and this taskwork-api.jar " + OTHER, run(Jvm.agentJar(), otherApi));
        expectTwice("ACTIVE: woven by the agent", run(otherAgent, otherApi));
    }

    private static void expectTwice(String status, Jvm.Result result) {
        assertEquals(String.format("%s%ntrue%n%s%n", status, status), result.output());
    }

    @Test
    void twoAgents() throws Exception {
        Jvm.Result result = new Jvm().agent(Jvm.agentJar()).agent(otherAgent).defaultClassPath()
                .run(60, Tour.class.getName());
        assertEquals(String.format("taskwork-agent: active, but taskwork-agent %s was loaded first;"
                        + " %s is version %s and does nothing; start with only one of them%n"
                        + "ACTIVE %d%n", VERSION, otherAgent, OTHER, Tour.WORKS), result.output());
        DocumentBlock.hasLine("launching.md", result.output().lines().findFirst().orElseThrow(),
                VARYING);
    }

    @Test
    void anAgentAttachedWhereAnotherOneIs() throws Exception {
        Jvm jvm = new Jvm().option("-XX:+EnableDynamicAgentLoading").agent(Jvm.agentJar())
                .defaultClassPath();
        try (LiveJvm target = LiveJvm.start(jvm, Waiting.class.getName())) {
            target.awaitLine("waiting");
            Jvm.Result result = new Jvm().option("-jar")
                    .run(120, otherAgent.toString(), "attach", target.pid());
            assertEquals(String.format("taskwork-agent: process %s: active, but it is"
                    + " taskwork-agent %s, which was loaded before; this is %s and did nothing;"
                    + " restart that JVM with only one of them%n", target.pid(), VERSION, OTHER),
                    result.output());
            DocumentBlock.hasLine("launching.md", result.output(), VARYING);
            assertEquals(1, result.exitCode());
            target.say("go");
            assertEquals(0, target.exitCode(), target.output());
            assertTrue(target.output().endsWith(String.format("ACTIVE %d%n", Tour.WORKS)));
        }
    }

    /** The status may be asked for where nothing else works. */
    @Test
    void statusDoesNotThrowWhateverTheRuntimeDoes() throws Exception {
        for (String body : new String[] {
            "public static String woven() { throw new IllegalStateException(\"broken\"); }",
            "static { if (true) throw new IllegalStateException(\"broken\"); }",
            "public static int woven() { return 0; }",
        }) {
            Path source = directory.resolve("Entry.java");
            Files.writeString(source,
                    "package io.taskwork.boot; public class Entry { " + body + " }");
            Path classes = Files.createTempDirectory(directory, "boot");
            JavaSources.compile(classes, source);
            Jvm.Result result = new Jvm().option("-Xbootclasspath/a:" + classes)
                    .option("-Xshare:auto").option("-Xlog:disable").defaultClassPath()
                    .run(60, Asks.class.getName());
            assertEquals(0, result.exitCode(), result.output());
            assertEquals(2, result.output().lines()
                    .filter(line -> line.startsWith("REFUSED: ")).count(), result.output());
            assertFalse(result.output().contains("ACTIVE"), result.output());
        }
    }

    /** The version is in four places; where there may be no manifest, it is a constant. */
    @Test
    void allSayTheSameVersion() throws Exception {
        Map<Path, String> classes = Map.of(Jvm.agentJar(), "io/taskwork/boot/Entry.class",
                Jvm.apiJar(), "io/taskwork/Link.class");
        for (Map.Entry<Path, String> one : classes.entrySet()) {
            Jars.changed(one.getKey(), directory.resolve("copy" + one.getKey().getFileName()),
                    jar -> {
                        Jars.replace(jar, "META-INF/MANIFEST.MF",
                                "Implementation-Version: " + VERSION,
                                "Implementation-Version: " + OTHER);
                        Jars.replace(jar, one.getValue(), VERSION, OTHER);
                    });
        }
    }

    /**
     * A program that prints the status, calls something, and prints the status again, each in one
     * line.
     */
    static final class Asks {
        public static void main(String[] args) {
            System.out.println(line(TaskWorks.status()));
            try {
                System.out.println(TaskWorks.add(Thread.currentThread(), () -> {}, Notify.NONE));
            } catch (Throwable e) {
                System.out.println(line(e));
            }
            System.out.println(line(TaskWorks.status()));
        }

        private static String line(Object text) {
            return text.toString().replaceAll("\\R", " ");
        }
    }
}
