// SPDX-License-Identifier: Apache-2.0

/** The agent in a JVM that runs already, and threads that are older than it. */
package io.taskwork.attaching;
