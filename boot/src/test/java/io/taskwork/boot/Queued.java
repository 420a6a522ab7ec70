// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.util.ArrayList;
import java.util.List;

/** Lists what is queued, by a walk that takes nothing back. */
final class Queued {
    private Queued() {}

    /** Returns the works, oldest first. */
    static Work[] in(WorkQueue queue) {
        List<Work> works = new ArrayList<>();
        Walk walk = new Walk();
        queue.begin(walk);
        for (Work work; (work = queue.advance(walk)) != null; ) {
            works.add(work);
        }
        return works.toArray(new Work[0]);
    }
}
