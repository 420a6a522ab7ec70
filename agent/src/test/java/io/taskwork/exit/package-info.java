// SPDX-License-Identifier: Apache-2.0

/** The last drain of a thread, and threads whose start fails. */
package io.taskwork.exit;
