// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Checks rows at the same time, each on a thread of its own, and prints one line for each; for a
 * JVM that is expected to hang. The arguments are the limit of a wait in milliseconds, and then
 * parts of the rows' names.
 */
final class RowsMain {
    private RowsMain() {}

    public static void main(String[] args) throws Exception {
        Duration limit = Duration.ofMillis(Long.parseLong(args[0]));
        List<Thread> threads = new ArrayList<>();
        AtomicInteger passed = new AtomicInteger();
        for (Row row : Rows.all()) {
            // Rows that are not woken watch the processor, which the others keep busy.
            if (row.isWoken() && matches(row, args)) {
                threads.add(Thread.ofPlatform().daemon().start(() -> {
                    String verdict = verdict(row, limit);
                    System.out.println(verdict + "\t" + row);
                }));
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

    private static boolean matches(Row row, String[] args) {
        for (int i = 1; i < args.length; i++) {
            if (row.call().contains(args[i])) {
                return true;
            }
        }
        return args.length == 1;
    }

    private static String verdict(Row row, Duration limit) {
        try {
            new RowCheck(row, limit).check();
            new OwnCloseCheck(row, limit).check();
            return "PASS";
        } catch (Caller.Stuck e) {
            return "STUCK";
        } catch (Exception | AssertionError e) {
            return "FAIL " + e;
        }
    }
}
