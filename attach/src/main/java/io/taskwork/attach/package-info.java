// SPDX-License-Identifier: Apache-2.0

/** Installs the agent into the JVM that runs, without an option at its start. */
package io.taskwork.attach;
