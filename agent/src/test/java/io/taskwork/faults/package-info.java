// SPDX-License-Identifier: Apache-2.0

/**
 * Tests of what callbacks throw, and of what a JVM may lack: stack, memory, carriers, schedulers.
 */
package io.taskwork.faults;
