// SPDX-License-Identifier: Apache-2.0

/**
 * Weaves the hooks: one file of advice for each woven class of the JDK, and the way to Byte Buddy.
 * Advice only calls the runtime; it is inlined and never loaded.
 */
package io.taskwork.weave;
