// SPDX-License-Identifier: Apache-2.0

/**
 * Tests that the call in which a thread is continues as if no callback had run: {@code
 * docs/call-state.md}.
 */
package io.taskwork.callstate;
