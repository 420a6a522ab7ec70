// SPDX-License-Identifier: Apache-2.0
package io.taskwork.weave;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** What {@code src/build/PackForStart} nests is found again, file by file. */
class NestedJarTest {
    private static byte[] jar(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(jar)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(file.getValue());
            }
        }
        return jar.toByteArray();
    }

    @Test
    void everyFileIsFound() throws IOException {
        Random random = new Random(1);
        Map<String, byte[]> files = new TreeMap<>();
        for (int i = 0; i < 40_000; i += 1 + i / 3) { // a name of more than one byte a letter, too
            byte[] content = new byte[i];
            random.nextBytes(content);
            files.put("folder/" + i + "Größe.class", content);
        }
        NestedJar jar = new NestedJar(jar(files));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            assertArrayEquals(file.getValue(), jar.file(file.getKey()), file.getKey());
        }
        assertNull(jar.file("folder/"));
    }

    @Test
    void aJarWithoutFilesHasNone() throws IOException {
        assertNull(new NestedJar(jar(Map.of())).file("a"));
    }
}
