// SPDX-License-Identifier: Apache-2.0

/** What the runtime reports: events, counts and traces: {@code docs/observe.md}. */
package io.taskwork.observe;
