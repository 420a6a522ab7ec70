// SPDX-License-Identifier: Apache-2.0

/** Polls in classes of the program: {@code docs/poll.md}. */
package io.taskwork.poll;
