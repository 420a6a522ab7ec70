// SPDX-License-Identifier: Apache-2.0

/**
 * Threads that come and go under works for as long as one likes; in the end the counts add up and
 * nothing is retained.
 */
package io.taskwork.soak;
