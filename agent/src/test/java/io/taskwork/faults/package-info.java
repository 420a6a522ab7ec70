// SPDX-License-Identifier: Apache-2.0

/**
 * What callbacks throw, and what a JVM lacks: stack, memory, carriers, schedulers.
 */
package io.taskwork.faults;
