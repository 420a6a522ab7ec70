// SPDX-License-Identifier: Apache-2.0

/**
 * The agent in JVMs of its own: what it promises, and the ways to start it. "Promise n" and
 * "hazard n" in a comment are those of {@code docs/contract.md}.
 */
package io.taskwork.it;
