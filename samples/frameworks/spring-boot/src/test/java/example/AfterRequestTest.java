// SPDX-License-Identifier: Apache-2.0
package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.TaskWorks;
import java.lang.foreign.Arena;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;

/** The cleanup waits for the client; if it ran before the response, neither would ever end. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class AfterRequestTest {
    @Autowired
    private Environment environment;

    @Autowired
    private WatchedCleanups cleanups;

    @Test
    void theCleanupRunsOnTheRequestsThreadAfterTheResponse() throws Exception {
        URI uri = URI.create("http://localhost:"
                + environment.getProperty("local.server.port") + "/orders/7");
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(uri).build();
            String body = client.sendAsync(request, BodyHandlers.ofString())
                    .get(60L, TimeUnit.SECONDS)
                    .body();
            assertEquals("order 7", body);
            assertFalse(cleanups.closed.isDone(), "it still waits for the client");
            cleanups.clientHasTheResponse.countDown();
            Closed closed = cleanups.closed.get(60L, TimeUnit.SECONDS);
            assertNull(closed.failure(), "a confined arena is closed by its own thread");
            assertTrue(closed.thread().isVirtual());
            assertTrue(closed.exiting(), "as an exit hook");
            closed.thread().join(60_000L);
            assertEquals(Thread.State.TERMINATED, closed.thread().getState());
        }
    }

    record Closed(Thread thread, boolean exiting, RuntimeException failure) {}

    static class WatchedCleanups extends Cleanups {
        final CountDownLatch clientHasTheResponse = new CountDownLatch(1);
        final CompletableFuture<Closed> closed = new CompletableFuture<>();

        @Override
        void close(String id, Arena arena) {
            RuntimeException failure = null;
            try {
                if (!clientHasTheResponse.await(60L, TimeUnit.SECONDS)) {
                    failure = new IllegalStateException("the client has no response");
                }
                super.close(id, arena);
            } catch (RuntimeException e) {
                failure = e;
            } catch (InterruptedException e) {
                failure = new IllegalStateException(e);
            }
            closed.complete(new Closed(Thread.currentThread(), TaskWorks.exiting(), failure));
        }
    }

    @TestConfiguration
    static class Watch {
        @Bean
        @Primary
        WatchedCleanups watchedCleanups() {
            return new WatchedCleanups();
        }
    }
}
