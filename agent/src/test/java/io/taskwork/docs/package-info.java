// SPDX-License-Identifier: Apache-2.0

/**
 * Tests that the documents agree with the code: what they cite exists, and what they show is its
 * output.
 */
package io.taskwork.docs;
