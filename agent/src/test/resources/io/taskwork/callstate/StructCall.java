// SPDX-License-Identifier: Apache-2.0
package io.taskwork.callstate;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.BiFunction;

/**
 * A call of native code that passes a struct by value, and returns it: both ways the linker keeps
 * it in a buffer of the carrier's. The native code is a stub that calls Java again. Compiled by the
 * test, on the JDK that runs it, since this API is not final in Java 21.
 */
public final class StructCall implements BiFunction<Runnable, long[], String> {
    private static final StructLayout THREE = MemoryLayout.structLayout(
            ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG);
    private static final FunctionDescriptor SAME = FunctionDescriptor.of(THREE, THREE);

    /** What comes back, with {@code meanwhile} run by the Java code that the native code calls. */
    @Override
    public String apply(Runnable meanwhile, long[] values) {
        try (Arena arena = Arena.ofConfined()) {
            MethodHandle target = MethodHandles.lookup()
                    .findStatic(StructCall.class, "same", MethodType.methodType(
                            MemorySegment.class, Runnable.class, MemorySegment.class))
                    .bindTo(meanwhile);
            Linker linker = Linker.nativeLinker();
            MethodHandle call =
                    linker.downcallHandle(linker.upcallStub(target, SAME, arena), SAME);
            MemorySegment struct = arena.allocateFrom(ValueLayout.JAVA_LONG, values);
            MemorySegment back = (MemorySegment) call.invoke(arena, struct);
            return at(back, 0) + " " + at(back, 1) + " " + at(back, 2);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static long at(MemorySegment struct, int index) {
        return struct.getAtIndex(ValueLayout.JAVA_LONG, index);
    }

    private static MemorySegment same(Runnable meanwhile, MemorySegment struct) {
        meanwhile.run();
        return struct;
    }
}
