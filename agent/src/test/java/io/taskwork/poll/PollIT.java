// SPDX-License-Identifier: Apache-2.0
package io.taskwork.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.acme.polled.PollMain;
import io.taskwork.classfile.ClassFiles;
import io.taskwork.classfile.CodeBuilder;
import io.taskwork.support.Jvm;
import io.taskwork.support.TwinJar;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With the option {@code poll} a thread that computes is reached. */
@Tag("jdk")
class PollIT {
    private static final String NAMES = "com.acme.polled";

    @TempDir
    Path directory;

    private static Jvm.Result run(Path agent, String names, String... arguments)
            throws Exception {
        return run(new Jvm(), 240, agent, names, arguments);
    }

    private static Jvm.Result run(Jvm jvm, int limitSeconds, Path agent, String names,
            String... arguments) throws Exception {
        String[] command = new String[arguments.length + 1];
        command[0] = PollMain.class.getName();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return jvm.option("-javaagent:" + agent + "=poll=" + names).defaultClassPath()
                .run(limitSeconds, command);
    }

    /**
     * Checks that a twin fails with that assertion. What it waits for does not come, and so its
     * limit is short.
     */
    private static void fails(String assertion, Path twin, String... arguments) throws Exception {
        Jvm.Result result =
                run(new Jvm().option("-Dawait.limit=5"), 60, twin, NAMES, arguments);
        assertTrue(result.output().contains("AssertionError: " + assertion), result.output());
    }

    private static void expect(String output, Jvm.Result result) {
        assertEquals(output.replace("\n", System.lineSeparator()), result.output());
        assertEquals(0, result.exitCode());
    }

    /**
     * The thread is reached in each place where the program's own code may be; where reach denies
     * that, it is not reached.
     */
    @ParameterizedTest
    @ValueSource(strings = {"loop", "countedLoop", "recursion", "virtualRecursion", "inLambda",
        "inSynchronized", "beforeSuper", "inArgument", "bySwitch", "inInitializer", "elsewhere"})
    void isReachedIfReachSaysSo(String scene) throws Exception {
        expect("ok\n", run(Jvm.agentJar(), NAMES, "reach", scene));
    }

    @Test
    void pollsKeepThePromisesOfRunPoints() throws Exception {
        expect("ok\n", run(Jvm.agentJar(), NAMES, "check"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"loop", "countedLoop", "recursion"})
    void withinTenMilliseconds(String scene) throws Exception {
        Jvm.Result result = run(Jvm.agentJar(), NAMES, "delays", scene);
        Matcher delay = Pattern.compile("p99.9 (\\d+)\\R").matcher(result.output());
        assertTrue(delay.lookingAt(), result.output());
        assertTrue(Integer.parseInt(delay.group(1)) <= 10_000, result.output());
    }

    /** In the weakened twin polls do not look at the clock any more after their first rest. */
    @Test
    @Tag("twin")
    void pollsThatRestForGoodAreNotInTime() throws Exception {
        Path jar = TwinJar.in(
                directory, "Poll", "isUntimed", code -> code.iconst_1().ireturn());
        fails("not reached", jar, "delays", "loop");
    }

    @ParameterizedTest
    @CsvSource({"recursion", "withoutReads"})
    void asBuilt(String scene) throws Exception {
        expect("reached\nok\n", run(Jvm.agentJar(), NAMES, "spin", scene, "reached"));
    }

    /** The weakened twin has no polls at the entry of methods. */
    @Test
    @Tag("twin")
    void aRecursionWithoutPollsIsNotReached() throws Exception {
        Path jar = TwinJar.in(
                directory, "io/taskwork/poll/Polls", "enter", CodeBuilder::return_);
        expect("not reached\nok\n", run(jar, NAMES, "spin", "recursion", "not reached"));
    }

    /** The weakened twin counts no thread, and so its polls look at none. */
    @Test
    @Tag("twin")
    void aThreadThatIsNotCountedIsNotReached() throws Exception {
        Path jar = TwinJar.in(directory, "DueThreads", "add", CodeBuilder::return_);
        expect("not reached\nok\n", run(jar, NAMES, "spin", "recursion", "not reached"));
    }

    /** The weakened twin reads the count as a plain field, once, before the loop. */
    @Test
    @Tag("twin")
    void aPollThatReadsOnceIsNotReached() throws Exception {
        assumeTrue(Runtime.version().feature() >= 24, "this compiler reads it again");
        Path jar = TwinJar.in(directory, root -> TwinJar.change(root, "DueThreads", type ->
                ClassFiles.transform(type, writer -> new ClassVisitor(ClassFiles.ASM_API, writer) {
                    @Override
                    public FieldVisitor visitField(int access, String name, String descriptor,
                            String signature, Object value) {
                        int plain = name.equals("count") ? Opcodes.ACC_VOLATILE : 0;
                        return super.visitField(
                                access & ~plain, name, descriptor, signature, value);
                    }
                })));
        expect("not reached\nok\n", run(jar, NAMES, "spin", "withoutReads", "not reached"));
    }

    @Test
    void aClassOfTheSameNameInAnotherLoaderIsAnotherOne() throws Exception {
        expect("ok\n", run(Jvm.agentJar(), NAMES, "twoLoaders"));
    }

    /** The weakened twin knows what is woven by the name of the class alone. */
    @Test
    @Tag("twin")
    void withoutTheLoaderReachIsWrong() throws Exception {
        Path jar = TwinJar.in(
                directory, "PolledCode$Methods", "isOf", code -> code.iconst_1().ireturn());
        fails("is not POLLING", jar, "twoLoaders");
    }

    @Test
    void theStatusCounts() throws Exception {
        Jvm.Result result = run(Jvm.agentJar(), NAMES + ".Scenes", "status");
        assertTrue(result.output().matches(
                "woven by the agent; (.*; )?[1-9]\\d* poll points in 1 classes\\Rok\\R"),
                result.output());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "com.acme.*    | 'com.acme.*' is not the name of a package or a class",
        "com..acme     | 'com..acme' is not the name of a package or a class",
        "com.acme:     | '' is not the name of a package or a class",
        "java.util     | 'java.util' is refused: classes of the JDK and of taskwork itself",
        "com.acme:jdk  | 'jdk' is refused: classes of the JDK and of taskwork itself",
        "io.taskwork.x | 'io.taskwork.x' is refused: classes of the JDK and of taskwork itself",
    })
    void aBadValueIsSaid(String names, String complaint) throws Exception {
        Jvm.Result result = run(Jvm.agentJar(), names, "status");
        assertTrue(result.output().startsWith(
                "taskwork-agent: active, but without poll points: " + complaint), result.output());
        assertTrue(result.output().endsWith("ok" + System.lineSeparator()), result.output());
    }
}
