// SPDX-License-Identifier: Apache-2.0

/**
 * The command {@code image}: a runtime image that needs no agent, made by a jlink plugin around the
 * same weaver.
 */
package io.taskwork.image;
