// SPDX-License-Identifier: Apache-2.0

/** Linux's {@code task_work} for the JVM's virtual threads: the API. */
module io.taskwork {
    // Annotations: nothing that runs needs them. Not transitive, else whoever compiles would.
    requires static org.jspecify;

    exports io.taskwork;
}
