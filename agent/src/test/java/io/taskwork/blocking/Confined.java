// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import java.nio.ByteBuffer;

/** Memory of a confined arena, by reflection, since the API is not final in Java 21. */
final class Confined {
    private static final String PACKAGE = "java.lang.foreign.";

    private Confined() {}

    static AutoCloseable arena() throws Exception {
        return (AutoCloseable) Class.forName(PACKAGE + "Arena").getMethod("ofConfined")
                .invoke(null);
    }

    static ByteBuffer buffer(AutoCloseable arena, long bytes) throws Exception {
        Object segment = Class.forName(PACKAGE + "Arena")
                .getMethod("allocate", long.class, long.class).invoke(arena, bytes, 1L);
        return (ByteBuffer) Class.forName(PACKAGE + "MemorySegment").getMethod("asByteBuffer")
                .invoke(segment);
    }

    /** Closes the arena, which may be closed already. */
    static void close(AutoCloseable arena) throws Exception {
        Object scope = Class.forName(PACKAGE + "Arena").getMethod("scope").invoke(arena);
        Object alive = Class.forName(PACKAGE + "MemorySegment$Scope").getMethod("isAlive")
                .invoke(scope);
        if ((boolean) alive) {
            arena.close();
        }
    }
}
