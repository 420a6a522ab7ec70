// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

/** What the queue must look like from outside: these operations, one at a time. */
public final class QueueSpecification {
    private String queue = "";
    private boolean closed;

    public String add1() {
        return add("1");
    }

    public String add2() {
        return add("2");
    }

    private String add(String work) {
        if (queue.contains(work)) {
            return "queued already";
        }
        if (closed) {
            return "closed";
        }
        queue += work;
        return "queued";
    }

    public boolean cancel1() {
        return cancel("1");
    }

    public boolean cancel2() {
        return cancel("2");
    }

    private boolean cancel(String work) {
        boolean queued = queue.contains(work);
        queue = queue.replace(work, "");
        return queued;
    }

    public String run() {
        if (queue.isEmpty()) {
            return "none";
        }
        String oldest = queue.substring(0, 1);
        queue = queue.substring(1);
        return oldest;
    }

    public boolean close() {
        boolean closes = queue.isEmpty() && !closed;
        closed |= closes;
        return closes;
    }
}
