// SPDX-License-Identifier: Apache-2.0

/** Tests of the order of the packages, which read the class files and the folders. */
package io.taskwork.floors;
