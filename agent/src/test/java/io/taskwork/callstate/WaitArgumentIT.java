// SPDX-License-Identifier: Apache-2.0
package io.taskwork.callstate;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.support.Subject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Promise 4: {@code Object.wait} may return early, but not where it has to throw. */
@Tag("jdk")
@Tag("points")
class WaitArgumentIT {
    private int ran;

    @Test
    void aNegativeTimeoutIsRefusedAlsoIfAWorkIsDue() {
        Subject.start(() -> {
            Object monitor = new Object();
            synchronized (monitor) {
                TaskWorks.add(Thread.currentThread(), () -> ran++, Notify.RESUME);
                try {
                    monitor.wait(-1L);
                    return "returned";
                } catch (IllegalArgumentException e) {
                    return ran + " ran, refused";
                }
            }
        }).endsWith("1 ran, refused");
    }
}
