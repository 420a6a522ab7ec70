// SPDX-License-Identifier: Apache-2.0

/**
 * The races, one in each file: {@code Base} is the state of the race, {@code Real} runs the classes
 * as built, and {@code Weak...} is a twin without the barrier or the lock that the race is about.
 * The outcomes that both may show are declared at {@code Base}, and the last one at the test
 * itself. jcstress finds both, since a repeated annotation is inherited as its container and a
 * single one as itself ({@code JCStressTestProcessor.parseMeta}). Actors must be in the test's own
 * class.
 */
package io.taskwork.boot;
