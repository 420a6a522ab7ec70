// SPDX-License-Identifier: Apache-2.0
package io.taskwork.weave;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * A jar that is a file of another jar. The JDK reads such a jar only from its beginning to its end,
 * and would inflate all of it; here only what is asked for is inflated. It is one that {@code
 * src/build/PackForStart} wrote: without a comment, and each file compressed.
 *
 * <p>The constants are the offsets in PKWARE's {@code APPNOTE.TXT}, sections 4.3.7, 4.3.12 and
 * 4.3.16.
 */
final class NestedJar {
    private static final int END_LENGTH = 22;
    private static final int END_COUNT = 10;
    private static final int END_DIRECTORY = 16;

    private static final int DIRECTORY_COMPRESSED = 20;
    private static final int DIRECTORY_NAME_LENGTH = 28;
    private static final int DIRECTORY_EXTRA_LENGTH = 30;
    private static final int DIRECTORY_FILE = 42;
    private static final int DIRECTORY_NAME = 46;

    private static final int FILE_NAME_LENGTH = 26;
    private static final int FILE_EXTRA_LENGTH = 28;
    private static final int FILE_NAME = 30;

    /** Where a file's compressed content is. */
    private record Place(int start, int length) {}

    private final byte[] content;
    private final ByteBuffer jar;
    private final Map<String, Place> places = new HashMap<>();

    NestedJar(byte[] content) {
        this.content = content;
        jar = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        int end = content.length - END_LENGTH;
        int entry = jar.getInt(end + END_DIRECTORY);
        for (int left = unsigned(end + END_COUNT); left > 0; left--) {
            int file = jar.getInt(entry + DIRECTORY_FILE);
            int start = file + FILE_NAME + unsigned(file + FILE_NAME_LENGTH)
                    + unsigned(file + FILE_EXTRA_LENGTH);
            int name = entry + DIRECTORY_NAME;
            int length = unsigned(entry + DIRECTORY_NAME_LENGTH);
            places.put(new String(content, name, length, StandardCharsets.UTF_8),
                    new Place(start, jar.getInt(entry + DIRECTORY_COMPRESSED)));
            entry = name + length + unsigned(entry + DIRECTORY_EXTRA_LENGTH);
        }
    }

    private int unsigned(int offset) {
        return Short.toUnsignedInt(jar.getShort(offset));
    }

    /** Returns the content of a file, or null if there is none with that name. */
    byte[] file(String name) throws IOException {
        Place place = places.get(name);
        if (place == null) {
            return null;
        }
        Inflater inflater = new Inflater(true); // a jar has deflate's data without zlib's header
        try (InputStream in = new InflaterInputStream(
                new ByteArrayInputStream(content, place.start, place.length), inflater)) {
            return in.readAllBytes();
        } finally {
            inflater.end();
        }
    }
}
