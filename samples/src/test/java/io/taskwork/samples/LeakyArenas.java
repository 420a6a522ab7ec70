// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** {@link Arenas} with a bug: the arenas are not closed. */
final class LeakyArenas {
    private LeakyArenas() {}

    public static void main(String[] args) {
        Sample.main("arena", args, "virtual threads", 100, 1000, (sample, threads) ->
                Arenas.run(sample, threads, () -> new Leaky(Arena.ofConfined())));
    }

    private record Leaky(Arena arena) implements Arena {
        @Override
        public MemorySegment allocate(long byteSize, long byteAlignment) {
            return arena.allocate(byteSize, byteAlignment);
        }

        @Override
        public MemorySegment.Scope scope() {
            return arena.scope();
        }

        @Override
        public void close() {}
    }
}
