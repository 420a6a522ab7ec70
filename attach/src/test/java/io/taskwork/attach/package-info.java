// SPDX-License-Identifier: Apache-2.0

/** Tests with the built jar on the class path, and no option. */
package io.taskwork.attach;
