// SPDX-License-Identifier: Apache-2.0

/**
 * The benchmarks: JMH for single operations, experiments for the rest, and the report of both. See
 * {@code benchmarks/README.md}.
 */
package io.taskwork.benchmarks;
