// SPDX-License-Identifier: Apache-2.0
package com.acme.polled;

import io.taskwork.Notify;
import io.taskwork.Reach;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The program {@code PollMain SCENE NAME}, for a JVM whose agent was asked for polls in this
 * package.
 */
public final class PollMain {
    private static final int SIGNALS = 1_000;

    private PollMain() {}

    static Map<String, Runnable> scenes() {
        Map<String, Runnable> scenes = new LinkedHashMap<>();
        scenes.put("loop", Scenes::loop);
        scenes.put("countedLoop", Scenes::countedLoop);
        scenes.put("recursion", Scenes::recursion);
        scenes.put("virtualRecursion", Scenes::virtualRecursion);
        scenes.put("inLambda", Scenes::inLambda);
        scenes.put("inSynchronized", Scenes::inSynchronized);
        scenes.put("beforeSuper", Scenes::beforeSuper);
        scenes.put("inArgument", Scenes::inArgument);
        scenes.put("bySwitch", Scenes::bySwitch);
        scenes.put("inInitializer", Scenes::inInitializer);
        scenes.put("elsewhere", Scenes::elsewhere);
        scenes.put("withoutReads", Scenes::withoutReads);
        return scenes;
    }

    private static Map<String, Runnable> checks() {
        Map<String, Runnable> checks = new LinkedHashMap<>();
        checks.put("modesAndOrder", PollChecks::modesAndOrder);
        checks.put("noNesting", PollChecks::noNesting);
        checks.put("interruptStatus", PollChecks::interruptStatus);
        checks.put("permit", PollChecks::permit);
        checks.put("exceptionsStay", PollChecks::exceptionsStay);
        checks.put("ownCodeGetsOn", PollChecks::ownCodeGetsOn);
        checks.put("fullStack", PollChecks::fullStack);
        return checks;
    }

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "status" -> {
                Scenes.sum(new int[1]);
                System.out.println(TaskWorks.status().reason());
            }
            case "attached" -> {
                Scenes.stop = true;
                Scenes.loop();
                System.out.println("waiting");
                Await.require(System.in.read() >= 0, "nobody there");
                PollChecks.reach("recursion", Scenes::recursion);
                PollChecks.reach("loop", Scenes::loop);
            }
            case "reach" -> PollChecks.reach(args[1], scenes().get(args[1]));
            case "twoLoaders" -> TwoLoaders.reach();
            case "spin" -> spin(scenes().get(args[1]), args[2]);
            case "delays" -> delays(scenes().get(args[1]));
            case "check" -> {
                for (Map.Entry<String, Runnable> check : checks().entrySet()) {
                    onBothKinds(check.getKey(), check.getValue());
                }
            }
            default -> throw new IllegalArgumentException(args[0]);
        }
        System.out.println("ok");
    }

    private static void onBothKinds(String name, Runnable body) {
        for (Thread.Builder kind : new Thread.Builder[] {Thread.ofVirtual(), Thread.ofPlatform()}) {
            CompletableFuture<Void> end = new CompletableFuture<>();
            kind.start(() -> {
                try {
                    body.run();
                    end.complete(null);
                } catch (Throwable e) {
                    end.completeExceptionally(e);
                }
            });
            try {
                Await.value(end);
            } catch (AssertionError e) {
                throw new AssertionError(name, e);
            }
        }
    }

    /** Checks whether a SIGNAL runs while the scene still does, long after it was compiled. */
    private static void spin(Runnable body, String expected) throws Exception {
        Thread thread = Thread.ofPlatform().daemon().start(body);
        thread.join(1_500); // for a scene that ends by itself in some seconds, or never
        CompletableFuture<Boolean> ran = new CompletableFuture<>();
        TaskWorks.add(thread, () -> ran.complete(!TaskWorks.exiting()), Notify.SIGNAL);
        boolean reached;
        try {
            reached = ran.get(expected.equals("reached") ? 60 : 5, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            reached = false;
        }
        Scenes.stop = true;
        System.out.println(reached ? "reached" : "not reached");
    }

    /**
     * Measures how long SIGNALs take in microseconds: the 99.9th percentile, and the best of some
     * tries.
     */
    private static void delays(Runnable body) throws Exception {
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 4; round++) {
            Scenes.stop = false;
            Thread thread = Thread.ofVirtual().start(body);
            Await.until("not polling", () -> TaskWorks.reach(thread) == Reach.POLLING);
            long[] delays = new long[SIGNALS];
            for (int i = 0; i < SIGNALS; i++) {
                CountDownLatch ran = new CountDownLatch(1);
                long[] at = new long[1];
                long start = System.nanoTime();
                TaskWorks.add(thread, () -> {
                    at[0] = System.nanoTime();
                    ran.countDown();
                }, Notify.SIGNAL);
                Await.passed("not reached", ran);
                delays[i] = at[0] - start;
            }
            Scenes.stop = true;
            Await.ended(thread);
            Arrays.sort(delays);
            best = Math.min(best, delays[SIGNALS - 1 - SIGNALS / 1000]);
        }
        System.out.println("p99.9 " + best / 1_000);
    }
}
