// SPDX-License-Identifier: Apache-2.0

/**
 * Tests of each call that blocks, under SIGNALs: the table of {@code docs/blocking-points.md},
 * storms, and twins of the runtime that fail them.
 */
package io.taskwork.blocking;
