// SPDX-License-Identifier: Apache-2.0
package io.taskwork.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.taskwork.Status;
import io.taskwork.TaskWorks;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The second execution of the tests is what it says it is. */
@EnabledIfSystemProperty(named = "taskwork.woven", matches = "true")
@Tag("image")
@Tag("woven")
class WovenIT {
    @Test
    void theseTestsRunInTheImageWithoutAnAgent() {
        assertEquals(new Status(Status.State.ACTIVE, "woven into this runtime image", ""),
                TaskWorks.status());
        assertEquals(List.of(), ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-javaagent")).toList());
    }
}
