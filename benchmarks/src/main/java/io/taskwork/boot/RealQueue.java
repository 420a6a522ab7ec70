// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import io.taskwork.benchmarks.Candidate;

/**
 * The agent's own queue, outside of any agent. In this package since that queue is private to it;
 * packed under another name with a copy of it, so that an agent and this keep apart.
 */
public final class RealQueue implements Candidate {
    private final WorkQueue queue = new WorkQueue();

    @Override
    public Object newWork(Runnable callback) {
        return new Work(callback, null);
    }

    @Override
    public void add(Object work) {
        Work w = (Work) work;
        if (!w.claim(queue)) {
            throw new IllegalStateException("queued already");
        }
        queue.push(w);
    }

    /** As {@code Drain.runQueued}, without its looks at the clock. */
    @Override
    public int drain() {
        int ran = 0;
        for (Work work; (work = queue.poll()) != null; ) {
            if (work != WorkQueue.MOVING) {
                int running = queue.polledState;
                try {
                    work.callback.run();
                } finally {
                    work.finish(running);
                }
                ran++;
            }
        }
        return ran;
    }
}
