// SPDX-License-Identifier: Apache-2.0

/** Tests of the agent in a JVM that already runs, and of threads that are older than it. */
package io.taskwork.attaching;
