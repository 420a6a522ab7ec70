// SPDX-License-Identifier: Apache-2.0
package io.taskwork.benchmarks;

import java.util.Map;

/**
 * The result of one variant in one round of one row of a table. Figures are named: {@code ns} is
 * the time of an operation, {@code cpu} the processor time, {@code bytes} what it allocated.
 */
record Sample(String row, String variant, int round, Map<String, Double> figures) {}
