// SPDX-License-Identifier: Apache-2.0

/** Tests of polls in classes of the program: {@code docs/poll.md}. */
package io.taskwork.poll;
