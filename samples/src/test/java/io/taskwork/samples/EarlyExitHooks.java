// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;

/** {@link ExitHooks} with a bug: the hooks run when the thread resumes. */
final class EarlyExitHooks {
    private EarlyExitHooks() {}

    public static void main(String[] args) {
        Sample.main("exit-hooks", args, "threads", 100, 1000, (sample, threads) ->
                ExitHooks.run(sample, threads, hook ->
                        TaskWorks.add(Thread.currentThread(), hook, Notify.RESUME)));
    }
}
