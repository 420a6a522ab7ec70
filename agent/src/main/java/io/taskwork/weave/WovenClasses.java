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
 * Class files that were woven in an earlier run, each with the class file that it was made from.
 * The whole original is the key, compared byte by byte: no hash is as strong, and a strong hash
 * takes at least 25 ms before its first byte, to load the security providers.
 *
 * <p>The file contains the checksum of what follows it, the format, the name of weaver and JDK, and
 * then for each class its name, the original, and the woven class file, each preceded by its
 * length.
 */
public final class WovenClasses {
    private static final int FORMAT = 0x7457_0001;

    private record Entry(byte[] original, byte[] woven) {}

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private boolean changed;

    /** Returns the woven class file, or null if this very class file has not been woven. */
    byte[] find(String type, byte[] original) {
        Entry entry = entries.get(type);
        return entry != null && Arrays.equals(entry.original, original) ? entry.woven : null;
    }

    void put(String type, byte[] original, byte[] woven) {
        entries.put(type, new Entry(original, woven));
        changed = true;
    }

    /** Returns whether there is more than what was read. */
    public boolean isChanged() {
        return changed;
    }

    /** Returns the contents of a file of the weaver and JDK with that name. */
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

    /**
     * Returns the classes in a file; none if it is damaged, or not of the weaver and JDK with that
     * name.
     */
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
            return new WovenClasses(); // the checksum matched by chance
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
