// SPDX-License-Identifier: Apache-2.0
package io.taskwork.weave;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Class files that were woven in an earlier run, each beside the class file that it was made of.
 * That whole original is the key, compared byte by byte: no hash of it is as strong, and a strong
 * one takes 25 ms and more before its first byte (the security providers).
 *
 * <p>As a file: the checksum of what follows it, the format, the name of weaver and JDK, then for
 * each class its name, the original, and the woven class file; each with its length before it.
 */
public final class WovenClasses {
    private static final int FORMAT = 0x7457_0001;

    private record Entry(byte[] original, byte[] woven) {}

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private boolean changed;

    /** The woven class file, or null if this very class file has not been woven. */
    byte[] find(String type, byte[] original) {
        Entry entry = entries.get(type);
        return entry != null && Arrays.equals(entry.original, original) ? entry.woven : null;
    }

    void put(String type, byte[] original, byte[] woven) {
        entries.put(type, new Entry(original, woven));
        changed = true;
    }

    /** Whether there is more than what was read. */
    public boolean isChanged() {
        return changed;
    }

    /** As a file of the weaver and JDK with that name. */
    public byte[] toFile(String name) {
        List<byte[]> parts = new ArrayList<>();
        parts.add(name.getBytes(StandardCharsets.UTF_8));
        for (Map.Entry<String, Entry> entry : entries.entrySet()) {
            parts.add(entry.getKey().getBytes(StandardCharsets.UTF_8));
            parts.add(entry.getValue().original);
            parts.add(entry.getValue().woven);
        }
        int size = 2 * Integer.BYTES;
        for (byte[] part : parts) {
            size += Integer.BYTES + part.length;
        }
        ByteBuffer file = ByteBuffer.allocate(size).putInt(0).putInt(FORMAT);
        for (byte[] part : parts) {
            file.putInt(part.length).put(part);
        }
        return file.putInt(0, checksum(file.array())).array();
    }

    /** What is in a file; nothing if it is damaged, or not of the weaver and JDK with that name. */
    public static WovenClasses ofFile(byte[] bytes, String name) {
        WovenClasses classes = new WovenClasses();
        ByteBuffer file = ByteBuffer.wrap(bytes);
        if (bytes.length < 2 * Integer.BYTES || file.getInt() != checksum(bytes)
                || file.getInt() != FORMAT) {
            return classes;
        }
        try {
            if (text(file).equals(name)) {
                while (file.hasRemaining()) {
                    classes.entries.put(text(file), new Entry(part(file), part(file)));
                }
            }
            return classes;
        } catch (BufferUnderflowException | NegativeArraySizeException e) {
            return new WovenClasses(); // a checksum that fits by chance
        }
    }

    private static String text(ByteBuffer file) {
        return new String(part(file), StandardCharsets.UTF_8);
    }

    private static byte[] part(ByteBuffer file) {
        int length = file.getInt();
        if (length > file.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] part = new byte[length];
        file.get(part);
        return part;
    }

    private static int checksum(byte[] file) {
        CRC32 checksum = new CRC32();
        checksum.update(file, Integer.BYTES, file.length - Integer.BYTES);
        return (int) checksum.getValue();
    }
}
