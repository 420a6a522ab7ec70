// SPDX-License-Identifier: Apache-2.0
package io.taskwork;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A fixed map with threads as keys, in the order in which they were given. Keys are compared by
 * identity; {@code equals} and {@code hashCode} of a subclass are not called.
 */
final class PerThread<V> extends AbstractMap<Thread, V> {
    private final IdentityHashMap<Thread, @Nullable V> values;
    private final Entries<V> entries;

    private static final class Entries<V> extends AbstractSet<Map.Entry<Thread, V>> {
        private final List<Map.Entry<Thread, V>> inOrder;

        Entries(List<Map.Entry<Thread, V>> inOrder) {
            this.inOrder = Collections.unmodifiableList(inOrder);
        }

        @Override
        public Iterator<Map.Entry<Thread, V>> iterator() {
            return inOrder.iterator();
        }

        @Override
        public int size() {
            return inOrder.size();
        }
    }

    private PerThread(
            IdentityHashMap<Thread, @Nullable V> values,
            List<Map.Entry<Thread, V>> inOrder) {
        this.values = values;
        entries = new Entries<>(inOrder);
    }

    /**
     * Makes a map with a value for each thread. Makes no value before it has checked that no thread
     * is null.
     */
    static <V> PerThread<V> of(
            Collection<? extends Thread> threads, Function<Thread, V> valueOf) {
        IdentityHashMap<Thread, @Nullable V> values = new IdentityHashMap<>();
        List<Thread> order = new ArrayList<>();
        for (Thread thread : threads) {
            Objects.requireNonNull(thread, "target");
            if (!values.containsKey(thread)) {
                values.put(thread, null);
                order.add(thread);
            }
        }
        List<Map.Entry<Thread, V>> inOrder = new ArrayList<>(order.size());
        for (Thread thread : order) {
            V value = valueOf.apply(thread);
            values.put(thread, value);
            inOrder.add(new SimpleImmutableEntry<>(thread, value));
        }
        return new PerThread<>(values, inOrder);
    }

    @Override
    public @Nullable V get(@Nullable Object thread) {
        return values.get(thread);
    }

    @Override
    public boolean containsKey(@Nullable Object thread) {
        return values.containsKey(thread);
    }

    @Override
    public Set<Map.Entry<Thread, V>> entrySet() {
        return entries;
    }

    /** Returns a hash code by the identity of the threads, as {@code IdentityHashMap} does. */
    @Override
    public int hashCode() {
        int sum = 0;
        for (Map.Entry<Thread, V> entry : entries) {
            sum += System.identityHashCode(entry.getKey()) ^ Objects.hashCode(entry.getValue());
        }
        return sum;
    }
}
