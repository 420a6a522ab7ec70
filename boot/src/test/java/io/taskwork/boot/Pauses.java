// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.util.concurrent.ThreadLocalRandom;
import net.bytebuddy.asm.Advice;

/** Advice that opens the windows of a race wider, so that few cores and few rounds suffice. */
final class Pauses {
    private static final int MOST_YIELDS = 4;

    private Pauses() {}

    @Advice.OnMethodEnter
    static void before() {
        now();
    }

    @Advice.OnMethodExit
    static void after() {
        now();
    }

    /** Does nothing most of the time; one time in 32 it lets others run for a while. */
    static void now() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        if ((random.nextInt() & 31) == 0) {
            for (int i = random.nextInt(MOST_YIELDS); i >= 0; i--) {
                Thread.yield();
            }
        }
    }

    /** Calls {@link Actors#stopIfOver}. */
    static final class StopIfOver {
        private StopIfOver() {}

        @Advice.OnMethodEnter
        static void before() {
            Actors.stopIfOver();
        }
    }
}
