// SPDX-License-Identifier: Apache-2.0

/**
 * A model of the wake, which is searched state by state, and the weakened twins that it refutes.
 * The numbers of promises are those of {@code docs/contract.md}.
 */
package io.taskwork.model;
