// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import org.jetbrains.lincheck.datastructures.Operation;

/**
 * What threads may do to a queue at the same time. Each work has one adder, since an add that comes
 * between the claim and the push of another add is refused although cancel finds nothing yet.
 */
public class QueueOperations {
    private final Target queue = new Target();
    private final Work[] works = {new Work(null, "1"), new Work(null, "2")};

    @Operation(nonParallelGroup = "adder of 1")
    public String add1() {
        return add(works[0]);
    }

    @Operation(nonParallelGroup = "adder of 2")
    public String add2() {
        return add(works[1]);
    }

    private String add(Work work) {
        if (!work.claim(queue)) {
            return "queued already";
        }
        return push(queue, work) ? "queued" : "closed";
    }

    boolean push(WorkQueue queue, Work work) {
        return queue.push(work);
    }

    @Operation
    public boolean cancel1() {
        return queue.cancel(works[0]);
    }

    @Operation
    public boolean cancel2() {
        return queue.cancel(works[1]);
    }

    @Operation(nonParallelGroup = "runner")
    public String run() {
        Work work = queue.poll();
        if (work == null) {
            return "none";
        }
        work.finish(queue);
        return (String) work.handle;
    }

    @Operation(nonParallelGroup = "runner")
    public boolean close() {
        return queue.close();
    }
}
