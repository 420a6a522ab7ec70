// SPDX-License-Identifier: Apache-2.0
package example;

import io.taskwork.Status;
import io.taskwork.TaskWorks;
import org.springframework.stereotype.Component;

/**
 * Cleanups of a request that run on the request's own virtual thread after the response has gone
 * out, as exit hooks of the thread: a {@code @PreDestroy} that the client does not wait for. (That
 * of a request-scoped bean runs among the filters, and the server ends the response after them.)
 * They see the thread's thread locals, and may close what only that thread may close, such as a
 * confined {@code Arena}.
 */
@Component
public class AfterRequest {
    /** Says at start what would otherwise fail in each request. */
    public AfterRequest() {
        Status status = TaskWorks.status();
        if (status.state() != Status.State.ACTIVE) {
            throw new IllegalStateException(status.toString());
        }
    }

    /**
     * For the code that handles a request; it runs even if that code throws, and not before the
     * thread ends, whoever else queues works on it. The one that was handed in last runs first.
     */
    public static void run(Runnable cleanup) {
        TaskWorks.onExit(Thread.currentThread(), cleanup);
    }
}
