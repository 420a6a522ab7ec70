// SPDX-License-Identifier: Apache-2.0

/** Changes class files, for twins of the runtime and of the JDK. */
package io.taskwork.classfile;
