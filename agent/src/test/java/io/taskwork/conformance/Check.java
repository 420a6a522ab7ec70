// SPDX-License-Identifier: Apache-2.0
package io.taskwork.conformance;

import java.util.ArrayList;
import java.util.List;

/** One thing that the JDK's documentation promises, and the code that checks it. */
record Check(String name, Body body) {
    interface Body {
        void run(Scope scope) throws Exception;
    }

    static List<Check> all() {
        List<Check> checks = new ArrayList<>();
        LockChecks.addTo(checks);
        ReadWriteChecks.addTo(checks);
        ConditionChecks.addTo(checks);
        SynchronizerChecks.addTo(checks);
        MeetingChecks.addTo(checks);
        QueueChecks.addTo(checks);
        FutureChecks.addTo(checks);
        ExecutorChecks.addTo(checks);
        ParkChecks.addTo(checks);
        ThreadChecks.addTo(checks);
        return checks;
    }
}
