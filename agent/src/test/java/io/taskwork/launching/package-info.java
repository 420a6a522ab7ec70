// SPDX-License-Identifier: Apache-2.0

/**
 * The ways to start a JVM with the agent, and those in which there is none: {@code
 * docs/launching.md}.
 */
package io.taskwork.launching;
