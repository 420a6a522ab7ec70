// SPDX-License-Identifier: Apache-2.0

/**
 * Tests of the ways to start a JVM with the agent, and of those in which there is none: {@code
 * docs/launching.md}.
 */
package io.taskwork.launching;
