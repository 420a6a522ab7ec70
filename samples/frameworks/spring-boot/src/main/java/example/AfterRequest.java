// SPDX-License-Identifier: Apache-2.0
package example;

import io.taskwork.Notify;
import io.taskwork.Status;
import io.taskwork.TaskWorks;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Cleanups of a request that run on the request's own virtual thread after the response has gone
 * out, as an exit hook of the thread: a {@code @PreDestroy} that the client does not wait for.
 * (That of a request-scoped bean runs among the filters, and the server ends the response after
 * them.) They see the thread's thread locals, and may close what only that thread may close, such
 * as a confined {@code Arena}.
 *
 * <p>NONE promises the thread's exit at the latest: if someone else sends the thread a SIGNAL
 * between the filter's end and there, they run then.
 */
@Component
public class AfterRequest extends OncePerRequestFilter {
    private static final ThreadLocal<List<Runnable>> CLEANUPS = new ThreadLocal<>();

    /** Says at start what would otherwise fail in each request. */
    public AfterRequest() {
        Status status = TaskWorks.status();
        if (status.state() != Status.State.ACTIVE) {
            throw new IllegalStateException(status.toString());
        }
    }

    /** For the code that handles a request; it runs even if that code throws. */
    public static void run(Runnable cleanup) {
        CLEANUPS.get().add(cleanup);
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        List<Runnable> cleanups = new ArrayList<>();
        CLEANUPS.set(cleanups);
        try {
            chain.doFilter(request, response);
        } finally {
            CLEANUPS.remove();
            // Queued here, not by run(): a SIGNAL during the request would start them early.
            for (Runnable cleanup : cleanups) {
                TaskWorks.add(Thread.currentThread(), cleanup, Notify.NONE);
            }
        }
    }
}
