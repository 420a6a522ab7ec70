// SPDX-License-Identifier: Apache-2.0

/**
 * The program that runs the races and judges what they have shown.
 */
package io.taskwork.jcstress;
