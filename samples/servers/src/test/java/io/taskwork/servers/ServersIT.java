// SPDX-License-Identifier: Apache-2.0
package io.taskwork.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The short form of {@code run.sh}, with the same claims and without figures. */
class ServersIT {
    private static final long RAIN_MILLIS = 1_000L;

    @ParameterizedTest
    @ValueSource(strings = {"jetty", "helidon", "tomcat"})
    void noRequestFailsInARainOfSignals(String name) throws Exception {
        try (ServerProcess server = ServerProcess.start(name, Built.taskworkAgent())) {
            Rainfall[] rain = new Rainfall[1];
            Trial trial = Trial.of(server, () -> rain[0] = Rainfall.on(server, RAIN_MILLIS));
            assertNull(trial.firstError());
            assertEquals(0L, trial.errors());
            assertTrue(trial.answers() > 0L, "answers");
            assertTrue(rain[0].ranInRequest() > 0L, "callbacks in the middle of a request");
        }
    }

    /** The weak twin wakes threads by an interrupt, and requests fail. */
    @Test
    void requestsFailInARainOfInterrupts() throws Exception {
        try (ServerProcess server = ServerProcess.start("helidon", Built.taskworkAgent())) {
            Trial trial = Trial.of(server, () -> Rainfall.ofInterrupts(server, RAIN_MILLIS));
            assertTrue(trial.errors() > 0L, "errors");
        }
    }

    @Test
    void aLookSeesEachRequestWhereItIsBlocked() throws Exception {
        try (ServerProcess server = ServerProcess.start("helidon", Built.taskworkAgent())) {
            List<String> failed = new ArrayList<>();
            String seen = "";
            // A machine may be too busy to look before the requests are over.
            for (int i = 0; i < 5 && !seen.contains("8 of them in a request"); i++) {
                seen = LookAtBusy.lookDuring(server, failed);
            }
            assertEquals(List.of(), failed);
            for (String method : List.of("App.retryLater", "App.waitForAudit", "Backend.ask")) {
                assertTrue(seen.contains(method), method + " is not in " + seen);
            }
            assertTrue(seen.contains("[/slow/0, "), seen);
        }
    }
}
