// SPDX-License-Identifier: Apache-2.0
/** Goes into a JVM that runs under the taskwork agent, and looks at its virtual threads. */
package io.taskwork.look;
