// SPDX-License-Identifier: Apache-2.0

/**
 * Polls for the classes that the option {@code poll} names, so that a SIGNAL reaches code that
 * computes.
 */
package io.taskwork.poll;
