// SPDX-License-Identifier: Apache-2.0

/**
 * The command line, {@code java -jar taskwork-agent.jar}: its commands {@code check} and {@code
 * attach}. Nothing here is loaded under {@code -javaagent}.
 */
package io.taskwork.cli;
