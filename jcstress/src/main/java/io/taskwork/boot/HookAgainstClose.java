// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/**
 * An exit hook is registered while the thread ends. The results are whether it was registered,
 * whether the queue was closed, and how often the hook came after that.
 */
public class HookAgainstClose {
    private HookAgainstClose() {}

    @Outcome(id = "true, false, 1", expect = ACCEPTABLE, desc = "registered: its turn comes")
    @Outcome(id = "false, true, 0", expect = ACCEPTABLE, desc = "closed: onExit is false")
    public static class Base {
        final Target queue = new Target();
        final Work hook = Works.fresh(queue);

        /** Does what the rest of LastDrain.exit does. */
        int turns() {
            int turns = 0;
            while (!queue.isClosed() && !queue.close()) {
                turns += Works.drain(queue, hook);
            }
            return turns;
        }
    }

    @JCStressTest
    @Outcome(expect = FORBIDDEN, desc = "registered with a thread that never looks again")
    @State
    public static class Real extends Base {
        @Actor
        public void exit(ZZI_Result r) {
            r.r2 = queue.close();
        }

        @Actor
        public void registrar(ZZI_Result r) {
            r.r1 = queue.addHook(hook);
        }

        @Arbiter
        public void left(ZZI_Result r) {
            r.r3 = Works.drain(queue, hook) + turns();
        }
    }

    /** Here addHook looks whether the queue is closed and then links, without the lock. */
    @JCStressTest
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "registered with a thread that has ended")
    @State
    public static class Weak extends Base {
        @Actor
        public void exit(ZZI_Result r) {
            r.r2 = queue.close();
        }

        @Actor
        public void registrar(ZZI_Result r) {
            r.r1 = Weakened.addHook(queue, hook);
        }

        @Arbiter
        public void left(ZZI_Result r) {
            r.r3 = Works.drain(queue, hook) + turns();
        }
    }
}
