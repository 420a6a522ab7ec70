// SPDX-License-Identifier: Apache-2.0
package example;

import io.taskwork.Status;
import io.taskwork.TaskWorks;
import org.springframework.stereotype.Component;

/**
 * Cleanups of a request that run on the request's own virtual thread after the response has gone
 * out, as exit hooks of the thread. The client does not wait for them, but it does wait for the
 * {@code @PreDestroy} of a request-scoped bean, which runs among the filters and therefore before
 * the server ends the response. Cleanups see the thread's thread locals, and may close what only
 * that thread may close, such as a confined {@code Arena}.
 */
@Component
public class AfterRequest {
    /** Checks at the start of the application what would otherwise fail in each request. */
    public AfterRequest() {
        Status status = TaskWorks.status();
        if (status.state() != Status.State.ACTIVE) {
            throw new IllegalStateException(status.toString());
        }
    }

    /**
     * Registers a cleanup; the code that handles a request calls this. The cleanup runs even if
     * that code throws, and not before the thread ends, whoever else queues works on it. The
     * cleanup that was registered last runs first.
     */
    public static void run(Runnable cleanup) {
        TaskWorks.onExit(Thread.currentThread(), cleanup);
    }
}
