// SPDX-License-Identifier: Apache-2.0
package io.taskwork.launching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.classfile.ClassFiles;
import io.taskwork.support.Jars;
import io.taskwork.support.Jvm;
import io.taskwork.support.Tour;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jacoco.agent.rt.RT;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The agent works beside another one that changes the same classes, whichever comes first. */
class OtherAgentsIT {
    @TempDir
    Path directory;

    private String other(String what) throws Exception {
        Path jar = Jars.of(directory.resolve("other.jar"), Map.of(
                "Premain-Class", OtherAgent.class.getName(),
                "Can-Retransform-Classes", "true",
                "Can-Redefine-Classes", "true"), OtherAgent.class);
        return "-javaagent:" + jar + "=" + what;
    }

    private static void tours(String did, Jvm jvm) throws Exception {
        Jvm.Result result = jvm.classPath(Jvm.apiJar(), Jvm.testClasses(), ClassFiles.library())
                .run(60, Tourist.class.getName());
        assertEquals(String.format("%s%nACTIVE %d%n", did, Tour.WORKS), result.output());
        assertEquals(0, result.exitCode());
    }

    private static String did(String what) {
        return switch (what) {
            case "rewrite" -> "rewrote [java.lang.Object, java.lang.Thread,"
                    + " java.lang.VirtualThread,"
                    + " java.util.concurrent.locks.AbstractQueuedSynchronizer]";
            case "retransform" -> "retransformed";
            default -> "redefined";
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"rewrite", "retransform", "redefine"})
    void thatComesFirst(String what) throws Exception {
        tours(did(what), new Jvm().option(other(what)).agent(Jvm.agentJar()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rewrite", "retransform", "redefine"})
    void thatComesLast(String what) throws Exception {
        tours(did(what), new Jvm().agent(Jvm.agentJar()).option(other(what)));
    }

    /**
     * What the other agent makes of a class is then the original; what comes later is woven anew.
     */
    @ParameterizedTest
    @ValueSource(strings = {"rewrite", "retransform", "redefine"})
    void withACache(String what) throws Exception {
        String other = other(what);
        String cached = "-javaagent:" + Jvm.agentJar() + "=cache=" + directory.resolve("cache");
        for (int start = 1; start <= 2; start++) {
            tours(did(what), new Jvm().option(other).option(cached));
            tours(did(what), new Jvm().option(cached).option(other));
        }
    }

    @Test
    void onBothSides() throws Exception {
        tours(did("redefine"), new Jvm().option(other("rewrite")).agent(Jvm.agentJar())
                .option(other("redefine")));
    }

    /** The other agent is one that many builds have: JaCoCo's. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void jacoco(boolean first) throws Exception {
        Path jar = Path.of(RT.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path destination = directory.resolve("jacoco.exec");
        String jacoco = "-javaagent:" + jar + "=destfile=" + destination;
        tours("null", first ? new Jvm().option(jacoco).agent(Jvm.agentJar())
                : new Jvm().agent(Jvm.agentJar()).option(jacoco));
        assertTrue(Files.size(destination) > 0, "it recorded");
    }

    /** A program that tours after a line about the other agent. */
    static final class Tourist {
        public static void main(String[] args) {
            System.out.println(System.getProperty(OtherAgent.DID));
            Tour.main(args);
        }
    }
}
