// SPDX-License-Identifier: Apache-2.0

/**
 * All that is known about the JDK: the methods that are woven, the fields that are read, and the
 * methods that are called, each named once, with the releases that differ. The runtime uses it in
 * the boot loader; the agent has a copy of its own, to verify the JDK with before it changes
 * anything.
 */
package io.taskwork.jdk;
