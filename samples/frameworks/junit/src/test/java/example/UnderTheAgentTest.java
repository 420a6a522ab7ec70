// SPDX-License-Identifier: Apache-2.0
package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.taskwork.Notify;
import io.taskwork.Status;
import io.taskwork.TaskWorks;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Shows that the tests of a project run under the agent, which only its pom.xml sets up. */
class UnderTheAgentTest {
    @BeforeAll
    static void theAgentIsOn() {
        Status status = TaskWorks.status();
        assertEquals(Status.State.ACTIVE, status.state(), status::toString);
    }

    @Test
    void aParkedThreadAnswers() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        Thread waiter = Thread.ofVirtual().name("waiter").start(() -> {
            try {
                done.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        Thread here = TaskWorks.call(waiter, Thread::currentThread, Notify.SIGNAL)
                .get(60L, TimeUnit.SECONDS);
        assertSame(waiter, here);
        done.countDown();
        waiter.join();
        assertFalse(TaskWorks.add(waiter, () -> { }, Notify.SIGNAL), "it has exited");
    }
}
