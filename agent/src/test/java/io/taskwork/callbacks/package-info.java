// SPDX-License-Identifier: Apache-2.0

/**
 * Tests of what callbacks may do, and what they must not do to the thread that runs them: {@code
 * docs/callbacks.md}.
 */
package io.taskwork.callbacks;
