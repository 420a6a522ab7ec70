// SPDX-License-Identifier: Apache-2.0

/**
 * Where the JVM enters the jar, as an agent or as a program. This package alone is compiled for an
 * older Java, so that it can refuse there; everything else is loaded only if the Java is new enough.
 */
package io.taskwork.launch;
