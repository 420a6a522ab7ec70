// SPDX-License-Identifier: Apache-2.0

/**
 * Checks of the JDK itself, which must pass without the agent, with it, and under a rain of SIGNALs.
 */
package io.taskwork.conformance;
