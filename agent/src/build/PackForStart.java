// SPDX-License-Identifier: Apache-2.0

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Packs the agent's jar again, so that a JVM that starts with it has little to do. The build runs it
 * on the shaded jar.
 *
 * <p>The classes of Byte Buddy that only its advice needs become one file, a jar in the jar: there
 * are three thousand, and whoever opens a jar goes through the names of all its files. What is read
 * at each start is stored without compression: inflating takes longer than reading more.
 */
public final class PackForStart {
    private static final String OURS = "io/taskwork/";

    /** See {@code io.taskwork.weave.AdviceLoader}. */
    private static final String NESTED = "io/taskwork/weave/byte-buddy.jar";

    private static final String BYTE_BUDDY = "io/taskwork/agent/bytebuddy/";

    /** What reads and writes class files, at starts without a cache and for polls. */
    private static final List<String> NOT_NESTED = List.of(BYTE_BUDDY + "jar/asm/",
            BYTE_BUDDY + "utility/visitor/ExceptionTableSensitiveMethodVisitor.class");

    /** Read only by the command line. */
    private static final String PICOCLI = "io/taskwork/agent/picocli/";

    private PackForStart() {}

    public static void main(String[] args) throws IOException {
        Path jar = Path.of(args[0]);
        ByteArrayOutputStream outer = new ByteArrayOutputStream();
        ByteArrayOutputStream inner = new ByteArrayOutputStream();
        ZipEntry latest = null;
        try (ZipFile in = new ZipFile(jar.toFile());
                ZipOutputStream out = new ZipOutputStream(outer)) {
            try (ZipOutputStream nested = new ZipOutputStream(inner)) {
                for (ZipEntry entry : Collections.list(in.entries())) {
                    byte[] content = in.getInputStream(entry).readAllBytes();
                    if (!isNested(entry.getName())) {
                        write(entry, entry.getName(), content, out);
                    } else if (!entry.isDirectory()) {
                        write(entry, entry.getName(), content, nested);
                        latest = entry;
                    }
                }
            }
            write(latest, NESTED, inner.toByteArray(), out);
        }
        Files.write(jar, outer.toByteArray());
    }

    private static boolean isNested(String name) {
        return name.startsWith(BYTE_BUDDY) && NOT_NESTED.stream().noneMatch(name::startsWith);
    }

    /** Writes a file with the time of the given one. */
    private static void write(ZipEntry like, String name, byte[] content, ZipOutputStream out)
            throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(like.getTimeLocal());
        if (name.startsWith(OURS) && !name.startsWith(PICOCLI) && !isNested(name)) {
            CRC32 checksum = new CRC32();
            checksum.update(content);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(content.length);
            entry.setCrc(checksum.getValue());
        }
        out.putNextEntry(entry);
        out.write(content);
    }
}
