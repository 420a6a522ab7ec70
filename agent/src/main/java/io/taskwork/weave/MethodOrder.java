// SPDX-License-Identifier: Apache-2.0
package io.taskwork.weave;

/**
 * Puts the methods of a class file into a fixed order. For retransformation the VM writes the class
 * file of a loaded class again, with its methods in the order of the addresses of their names
 * (JvmtiClassFileReconstituter, Method::sort_methods). For classes that are not in the CDS archive,
 * that order differs in each run.
 *
 * <p>It reads the bytes itself: by way of a {@code ByteBuffer}, while the JVM starts and interprets
 * all this, it takes several times as long.
 */
final class MethodOrder {
    private static final int AFTER_VERSION = 8; // u4 magic, u2 minor, u2 major

    private final byte[] in;
    private int at = AFTER_VERSION;

    private MethodOrder(byte[] classFile) {
        in = classFile;
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
        skipConstants();
        at += 3 * Short.BYTES; // access_flags, this_class, super_class
        skip(u2() * Short.BYTES); // interfaces
        for (int fields = u2(); fields > 0; fields--) {
            skipMember();
        }
        int count = u2();
        int[] starts = new int[count + 1];
        long[] order = new long[count]; // the indices of name and type, then the method's number
        starts[0] = at;
        for (int i = 0; i < count; i++) {
            order[i] = (long) u4(at + Short.BYTES) << Short.SIZE | i; // after access_flags
            skipMember();
            starts[i + 1] = at;
        }
        sort(order);
        byte[] sorted = in.clone();
        int out = starts[0];
        for (long method : order) {
            int i = (int) method & 0xffff;
            int length = starts[i + 1] - starts[i];
            System.arraycopy(in, starts[i], sorted, out, length);
            out += length;
        }
        return sorted;
    }

    /** Sorts by insertion: {@code Arrays.sort} would have the JDK link lambdas of its own. */
    private static void sort(long[] numbers) {
        for (int i = 1; i < numbers.length; i++) {
            long number = numbers[i];
            int to = i;
            for (; to > 0 && numbers[to - 1] > number; to--) {
                numbers[to] = numbers[to - 1];
            }
            numbers[to] = number;
        }
    }

    /** Skips the constant pool, following JVMS 4.4. */
    private void skipConstants() {
        int count = u2();
        for (int i = 1; i < count; i++) {
            int tag = in[at++];
            switch (tag) {
                case 1 -> skip(u2()); // Utf8
                case 3, 4, 9, 10, 11, 12, 17, 18 -> at += 4; // numbers, members, dynamic
                case 5, 6 -> { // Long and Double: two entries
                    at += 8;
                    i++;
                }
                case 7, 8, 16, 19, 20 -> at += 2; // one index
                case 15 -> at += 3; // MethodHandle
                default -> throw new IllegalArgumentException("constant " + tag);
            }
        }
    }

    /** Skips a field or a method, following JVMS 4.5 and 4.6. */
    private void skipMember() {
        at += 3 * Short.BYTES; // access_flags, name_index, descriptor_index
        for (int attributes = u2(); attributes > 0; attributes--) {
            int length = u4(at + Short.BYTES); // after attribute_name_index
            at += Short.BYTES + Integer.BYTES + length;
        }
    }

    private void skip(int bytes) {
        at += bytes;
    }

    private int u2() {
        int value = u2(at);
        at += Short.BYTES;
        return value;
    }

    private int u2(int offset) {
        return (in[offset] & 0xff) << Byte.SIZE | (in[offset + 1] & 0xff);
    }

    private int u4(int offset) {
        return u2(offset) << Short.SIZE | u2(offset + Short.BYTES);
    }
}
