// SPDX-License-Identifier: Apache-2.0

/** Linux's {@code task_work} for the JVM's virtual threads: the API. */
module io.taskwork {
    // Only annotations, which nothing needs that runs. This is not transitive, since otherwise
    // whoever compiles against the API would need them.
    requires static org.jspecify;

    exports io.taskwork;
}
