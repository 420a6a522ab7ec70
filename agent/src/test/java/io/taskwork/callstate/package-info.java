// SPDX-License-Identifier: Apache-2.0

/** The call that a thread is in goes on as if no callback had run: {@code docs/call-state.md}. */
package io.taskwork.callstate;
