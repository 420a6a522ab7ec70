// SPDX-License-Identifier: Apache-2.0
package io.taskwork;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The constants of a class file that stand for classes (JVMS 4.4); JDK 21 has no API for it. */
final class NamedClasses {
    private NamedClasses() {}

    /** Returns internal names; those of arrays are descriptors. */
    static List<String> in(Path classFile) throws IOException {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(classFile))) {
            in.skipNBytes(8); // magic, minor_version, major_version
            int count = in.readUnsignedShort();
            String[] texts = new String[count];
            List<Integer> classes = new ArrayList<>();
            for (int i = 1; i < count; i++) {
                int tag = in.readUnsignedByte();
                switch (tag) {
                    case 1 -> texts[i] = in.readUTF();
                    case 7 -> classes.add(in.readUnsignedShort());
                    case 8, 16, 19, 20 -> in.skipNBytes(2); // has one index
                    case 15 -> in.skipNBytes(3); // MethodHandle
                    case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
                    case 5, 6 -> { // Long and Double take two entries
                        in.skipNBytes(8);
                        i++;
                    }
                    default -> throw new IOException(classFile + " has a constant " + tag);
                }
            }
            return classes.stream().map(index -> texts[index]).toList();
        }
    }
}
