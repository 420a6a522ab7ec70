// SPDX-License-Identifier: Apache-2.0

/**
 * Runs the tests of a built jar in one JVM, for {@code .ci/matrix}.
 */
package io.taskwork.matrix;
