// SPDX-License-Identifier: Apache-2.0
package io.taskwork.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Makes the archives of loaded classes that let a JVM start fast: the same ones that the JDK has.
 */
final class CdsArchives {
    /** For each name of an archive, the options with which the VM looks for it. */
    private static final Map<String, List<String>> OPTIONS = new LinkedHashMap<>();

    static {
        OPTIONS.put("classes.jsa", List.of());
        OPTIONS.put("classes_nocoops.jsa", List.of("-XX:-UseCompressedOops"));
        OPTIONS.put("classes_coh.jsa", List.of("-XX:+UseCompactObjectHeaders"));
        // From JDK 27 compact headers are the default, and the archives without them carry that in
        // their name.
        OPTIONS.put("classes_nocoh.jsa", List.of("-XX:-UseCompactObjectHeaders"));
        OPTIONS.put("classes_nocoops_nocoh.jsa",
                List.of("-XX:-UseCompressedOops", "-XX:-UseCompactObjectHeaders"));
        OPTIONS.put("classes_nocoops_coh.jsa",
                List.of("-XX:-UseCompressedOops", "-XX:+UseCompactObjectHeaders"));
    }

    /** Told what was done, and when it began. */
    interface Progress {
        void step(String what, long start);
    }

    private CdsArchives() {}

    static void dump(Workshop workshop, Path javaHome, Progress progress)
            throws ImageFailure, IOException {
        long start = System.nanoTime();
        List<String> names = new ArrayList<>(OPTIONS.keySet());
        names.removeIf(name -> !name.equals("classes.jsa") && !hasArchive(javaHome, name));
        try (ExecutorService two = Executors.newFixedThreadPool(2)) {
            for (Future<Void> dump : two.invokeAll(names.stream().map(name ->
                    (Callable<Void>) () -> dump(workshop, OPTIONS.get(name))).toList())) {
                dump.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ImageFailure failure) {
                throw failure;
            }
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            throw new ImageFailure("interrupted");
        }
        progress.step("CDS archives: " + names.size(), start);
    }

    private static Void dump(Workshop workshop, List<String> options)
            throws ImageFailure, IOException {
        List<String> command = new ArrayList<>();
        command.add(workshop.directory().resolve("bin").resolve("java").toString());
        command.addAll(options);
        command.add("-Xshare:dump");
        Workshop.Result result = workshop.run(command);
        if (result.exitCode() != 0) {
            throw new ImageFailure("no CDS archive could be made: " + result.lastLine());
        }
        return null;
    }

    private static boolean hasArchive(Path javaHome, String name) {
        return Files.exists(javaHome.resolve("lib/server").resolve(name))
                || Files.exists(javaHome.resolve("bin/server").resolve(name));
    }
}
