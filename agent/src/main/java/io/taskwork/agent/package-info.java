// SPDX-License-Identifier: Apache-2.0

/**
 * Installs the agent in this JVM: verifies the JDK, defines the runtime to the boot loader, weaves,
 * tries the hooks, and says what came of it. Everything is done, or nothing is.
 */
package io.taskwork.agent;
