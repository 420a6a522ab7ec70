// SPDX-License-Identifier: Apache-2.0
package io.taskwork.model;

/**
 * Everything on which the future of a modelled system depends. A step changes it in place; the
 * explorer makes a copy first. The fields are of immutable types, or {@link #copy} copies them.
 */
abstract class State<S extends State<S>> implements Cloneable {
    @SuppressWarnings("unchecked") // a copy of itself
    S copy() {
        try {
            return (S) clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns the whole state, packed; two keys are equal only if the states are. */
    abstract String key();

    /** Returns the state as traces print it. */
    @Override
    public abstract String toString();
}
