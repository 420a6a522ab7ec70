// SPDX-License-Identifier: Apache-2.0
package io.taskwork.model;

/**
 * All that the future of a modelled system depends on. A step changes it in place; the explorer
 * makes a copy first. Fields are of immutable types, or {@link #copy} copies them.
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

    /** The whole state, packed: equal for equal states only. */
    abstract String key();

    /** As it is printed in traces. */
    @Override
    public abstract String toString();
}
