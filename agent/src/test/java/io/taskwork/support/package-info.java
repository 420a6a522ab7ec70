// SPDX-License-Identifier: Apache-2.0

/**
 * What tests share: waits with a limit, calls that block, JVMs of their own, and jars that are made
 * for them. "Promise n" and "hazard n" in the comments of tests are those of {@code
 * docs/contract.md}.
 */
package io.taskwork.support;
