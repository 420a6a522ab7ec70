// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import io.taskwork.benchmarks.Candidate;

/**
 * The agent's own queue, outside of any agent. It is in this package because the queue is private
 * to it. The jar has both under another package name, so that they do not mix with an agent's.
 */
public final class RealQueue implements Candidate {
    private final Target queue = new Target();

    @Override
    public Object newWork(Runnable callback) {
        return new Work(callback, callback); // with a handle, since it is added again
    }

    @Override
    public void add(Object work) {
        Work w = (Work) work;
        if (!w.claim(queue)) {
            throw new IllegalStateException("queued already");
        }
        queue.push(w);
    }

    /** Does the same as {@code Drain.runRound}, without its looks at the clock. */
    @Override
    public int drain() {
        int ran = 0;
        for (;;) {
            Work work = queue.poll();
            if (work != null) {
                try {
                    work.callback.run();
                } finally {
                    work.finish(queue);
                }
                ran++;
            } else if (queue.isEmpty()) {
                return ran;
            }
        }
    }
}
