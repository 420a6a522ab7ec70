// SPDX-License-Identifier: Apache-2.0

/** Tests of what the runtime reports: events, counts and traces: {@code docs/observe.md}. */
package io.taskwork.observe;
