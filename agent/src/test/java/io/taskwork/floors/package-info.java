// SPDX-License-Identifier: Apache-2.0

/** The order of the packages, read from the class files and the folders. */
package io.taskwork.floors;
