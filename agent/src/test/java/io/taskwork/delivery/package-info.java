// SPDX-License-Identifier: Apache-2.0

/** Works reach their thread: once, in order, in each mode, unless they are cancelled. */
package io.taskwork.delivery;
