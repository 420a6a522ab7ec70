// SPDX-License-Identifier: Apache-2.0
/**
 * One small application, run by three unmodified servers, and a load generator for it. Nothing in
 * here compiles against taskwork.
 */
package io.taskwork.servers;
