// SPDX-License-Identifier: Apache-2.0

/**
 * One file a race: its state, in {@code Base}, the classes as built, {@code Real}, and a twin that
 * lacks what the race is about, {@code Weak...}. What both may give stands at {@code Base}: jcstress
 * takes two outcomes or more from there, and one from the test itself, for the annotation and its
 * container are inherited each for itself ({@code JCStressTestProcessor.parseMeta}). Actors it
 * looks for in the test's own class only.
 */
package io.taskwork.boot;
