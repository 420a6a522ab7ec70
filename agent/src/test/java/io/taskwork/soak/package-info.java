// SPDX-License-Identifier: Apache-2.0

/**
 * Tests with threads that come and go under works for as long as one likes; in the end the counts
 * are right and nothing is retained.
 */
package io.taskwork.soak;
