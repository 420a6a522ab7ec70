// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.taskwork.support.Jvm;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The storm, on one, two and eight carriers. {@code -Dstorm.seconds} says how long all of it lasts,
 * and {@code -Dstorm.seed} repeats one.
 */
@Tag("image")
@Tag("jdk")
@Tag("points")
class StormIT {
    private static final int JVMS = 3;
    private static final int SCENES = 6;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void sumsAreRightAndNobodyHangs(int carriers, TestReporter reporter) throws Exception {
        long seconds = Long.getLong("storm.seconds", 9);
        long seed = Long.getLong("storm.seed", System.nanoTime());
        long millis = seconds * 1_000 / (JVMS * SCENES);
        Jvm.Result result = new Jvm()
                .option("-Djdk.virtualThreadScheduler.parallelism=" + carriers)
                .option("-Djdk.virtualThreadScheduler.maxPoolSize=" + Math.max(carriers, 8))
                .agent(Path.of(System.getProperty("taskwork.agent")))
                .defaultClassPath()
                .run(seconds + 400, Storm.class.getName(), "" + millis, "" + seed);
        String output = carriers + " carriers\n" + result.output();
        System.out.print(output);
        assertEquals(0, result.exitCode(), output);
        reporter.publishEntry("storm passed, with carriers", "" + carriers);
    }
}
