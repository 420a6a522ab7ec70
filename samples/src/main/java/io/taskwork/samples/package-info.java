// SPDX-License-Identifier: Apache-2.0

/**
 * One program per use of taskwork. See {@code samples/README.md}.
 */
package io.taskwork.samples;
