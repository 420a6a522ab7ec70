// SPDX-License-Identifier: Apache-2.0
package io.taskwork.jdk;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import jdk.internal.misc.Unsafe;

/**
 * A field of the JDK that the runtime reads or writes, or a constant whose value it takes from the
 * running JDK. All of them are in {@link JdkFields}.
 *
 * <p>The agent's copy of this class is only asked whether the field is there. Offsets and values
 * are for the runtime, in the boot loader, which may use {@code Unsafe}.
 */
public final class JdkField {
    private final String owner;
    private final String name;
    private final String type;
    private final Need need;
    private final String note;

    JdkField(String owner, String name, String type, Need need, String note) {
        this.owner = owner;
        this.name = name;
        this.type = type;
        this.need = need;
        this.note = note;
    }

    public Need need() {
        return need;
    }

    /**
     * Returns which releases have it, and what is done or missing in the others; null if required.
     */
    public String note() {
        return note;
    }

    /** Returns the field as text, for a message or a table. */
    public String signature() {
        return owner + "." + name + " of type " + type;
    }

    /** Returns whether the running JDK has a field of this name and type. */
    public boolean isThere() {
        try {
            return find().getType().getName().equals(type);
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /** Returns whether it is a static field. */
    public boolean isStatic() {
        return Modifier.isStatic(require().getModifiers());
    }

    /** Returns its offset in an instance, for {@code Unsafe}. */
    public long offset() {
        return Unsafe.getUnsafe().objectFieldOffset(require());
    }

    /** Returns {@link #offset()}, or the given value in a JDK that does not have the field. */
    public long offsetOr(long absent) {
        return isThere() ? offset() : absent;
    }

    /** Returns the value of a static field of type {@code int}. */
    public int constant() {
        Unsafe unsafe = Unsafe.getUnsafe();
        Field field = require();
        return unsafe.getInt(unsafe.staticFieldBase(field), unsafe.staticFieldOffset(field));
    }

    /** Returns {@link #constant()}, or the given value in a JDK that does not have the field. */
    public int constantOr(int absent) {
        return isThere() ? constant() : absent;
    }

    /** Returns the value of a static field that refers to an object. */
    public Object value() {
        Unsafe unsafe = Unsafe.getUnsafe();
        Field field = require();
        unsafe.ensureClassInitialized(field.getDeclaringClass());
        return unsafe.getReference(
                unsafe.staticFieldBase(field), unsafe.staticFieldOffset(field));
    }

    private Field require() {
        try {
            return find();
        } catch (ReflectiveOperationException e) {
            throw new InternalError(e); // the agent verified that it is there
        }
    }

    private Field find() throws ReflectiveOperationException {
        return Class.forName(owner, false, null).getDeclaredField(name);
    }
}
