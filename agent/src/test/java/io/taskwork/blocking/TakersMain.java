// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks takers, each on a thread of its own, and prints one line for each; for a JVM that is
 * expected to hang. The arguments are the limit of a wait in milliseconds, and which takers, by
 * {@link Takers.Whose}.
 */
final class TakersMain {
    private TakersMain() {}

    public static void main(String[] args) throws Exception {
        Duration limit = Duration.ofMillis(Long.parseLong(args[0]));
        Takers.Whose whose = Takers.Whose.valueOf(args[1]);
        List<Thread> threads = new ArrayList<>();
        for (Takers.Taker taker : Takers.all()) {
            if (taker.whose() == whose) {
                threads.add(Thread.ofPlatform().daemon().start(
                        () -> System.out.println(verdict(taker, limit) + "\t" + taker)));
            }
        }
        for (Thread thread : threads) {
            if (!thread.join(limit.multipliedBy(6))) {
                System.out.println("STUCK\tthe test's own thread");
            }
        }
        System.out.flush();
        Runtime.getRuntime().halt(0); // what hangs would hold up an orderly end
    }

    private static String verdict(Takers.Taker taker, Duration limit) {
        try {
            new TakerCheck(taker, limit).check();
            return "PASS";
        } catch (Caller.Stuck e) {
            return "STUCK";
        } catch (Exception | AssertionError e) {
            return "FAIL " + e;
        }
    }
}
