// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import org.junit.jupiter.api.Test;

/** Every thread has a slot, in place of a plain object: its fields take 8 bytes. */
class SlotSizeTest {
    /** Stands for the slot as it was: two references, and the marks. */
    @SuppressWarnings("UnusedVariable")
    private static final class WithOneMore {
        private boolean due;
        private Object target;
        private Object node;
    }

    private static int size(Class<?> type) {
        return switch (type.getName()) {
            case "boolean", "byte" -> 1;
            case "short", "char" -> Short.BYTES;
            case "long", "double" -> Long.BYTES;
            default -> Integer.BYTES; // also a reference, in a heap below 32 GB
        };
    }

    private static int bytesOfFields(Class<?> type) {
        int bytes = 0;
        for (Field field : type.getDeclaredFields()) {
            bytes += Modifier.isStatic(field.getModifiers()) ? 0 : size(field.getType());
        }
        return bytes;
    }

    @Test
    void theFieldsTakeEightBytes() {
        assertEquals(Object.class, Slot.class.getSuperclass());
        assertEquals(8, bytesOfFields(Slot.class));
    }

    @Test
    void oneMoreWouldBeSeen() {
        assertTrue(bytesOfFields(WithOneMore.class) > 8);
    }
}
