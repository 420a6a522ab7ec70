// SPDX-License-Identifier: Apache-2.0

/** Tests of the last drain of a thread, and of threads whose start fails. */
package io.taskwork.exit;
