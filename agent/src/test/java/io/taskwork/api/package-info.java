// SPDX-License-Identifier: Apache-2.0

/**
 * Tests of the API under the agent, call by call: on both kinds of threads, with wrong arguments,
 * and with weakened twins of the runtime.
 */
package io.taskwork.api;
