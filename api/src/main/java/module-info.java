// SPDX-License-Identifier: Apache-2.0

/** Linux's {@code task_work} for the JVM's virtual threads: the API. */
module io.taskwork {
    exports io.taskwork;
}
