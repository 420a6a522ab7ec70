// SPDX-License-Identifier: Apache-2.0
package io.taskwork.weave;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts the methods of a class file into a fixed order. For retransformation the VM writes the class
 * file of a loaded class again, with its methods in the order of the addresses of their names
 * (JvmtiClassFileReconstituter, Method::sort_methods). For classes that are not in the CDS archive,
 * that order differs in each run.
 */
final class MethodOrder {
    private static final int AFTER_VERSION = 8; // u4 magic, u2 minor, u2 major

    private final ByteBuffer in;

    private MethodOrder(byte[] classFile) {
        in = ByteBuffer.wrap(classFile);
    }

    /** Returns the same class with sorted methods; the same bytes if the format is not known. */
    static byte[] sorted(byte[] classFile) {
        try {
            return new MethodOrder(classFile).sort();
        } catch (RuntimeException e) {
            return classFile; // of a newer JDK: only class files with the same order then match
        }
    }

    /** Sorts the methods, following JVMS 4.1. */
    private byte[] sort() {
        in.position(AFTER_VERSION);
        skipConstants();
        skip(3 * Short.BYTES); // access_flags, this_class, super_class
        skip(u2() * Short.BYTES); // interfaces
        for (int fields = u2(); fields > 0; fields--) {
            skipMember();
        }
        int count = u2();
        int start = in.position();
        Map<Long, byte[]> methods = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            int from = in.position();
            long nameAndType = in.getInt(from + Short.BYTES); // indices, after access_flags
            skipMember();
            byte[] method = new byte[in.position() - from];
            in.get(from, method);
            methods.put(nameAndType, method);
        }
        byte[] sorted = in.array().clone();
        ByteBuffer out = ByteBuffer.wrap(sorted).position(start);
        for (byte[] method : methods.values()) {
            out.put(method);
        }
        if (out.position() != in.position()) {
            throw new IllegalArgumentException("a method is there twice");
        }
        return sorted;
    }

    /** Skips the constant pool, following JVMS 4.4. */
    private void skipConstants() {
        int count = u2();
        for (int i = 1; i < count; i++) {
            int tag = in.get();
            switch (tag) {
                case 1 -> skip(u2()); // Utf8
                case 3, 4, 9, 10, 11, 12, 17, 18 -> skip(4); // numbers, members, dynamic
                case 5, 6 -> { // Long and Double: two entries
                    skip(8);
                    i++;
                }
                case 7, 8, 16, 19, 20 -> skip(2); // one index
                case 15 -> skip(3); // MethodHandle
                default -> throw new IllegalArgumentException("constant " + tag);
            }
        }
    }

    /** Skips a field or a method, following JVMS 4.5 and 4.6. */
    private void skipMember() {
        skip(3 * Short.BYTES); // access_flags, name_index, descriptor_index
        for (int attributes = u2(); attributes > 0; attributes--) {
            skip(Short.BYTES);
            skip(in.getInt());
        }
    }

    private int u2() {
        return Short.toUnsignedInt(in.getShort());
    }

    private void skip(int bytes) {
        in.position(in.position() + bytes);
    }
}
