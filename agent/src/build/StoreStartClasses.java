// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Stores in the agent's jar, without compression, what is read when the agent starts, which is a
 * tenth of it: inflating takes longer than reading more. The build runs it on the shaded jar.
 */
public final class StoreStartClasses {
    private static final String OURS = "io/taskwork/";

    /** Read only if the build's advices do not fit, for polls, or by the command line. */
    private static final List<String> LATER =
            List.of("io/taskwork/agent/bytebuddy/", "io/taskwork/agent/picocli/");

    private static final String READS_CLASS_FILES = "io/taskwork/agent/bytebuddy/jar/asm/";

    private StoreStartClasses() {}

    public static void main(String[] args) throws IOException {
        Path jar = Path.of(args[0]);
        Path copy = jar.resolveSibling(jar.getFileName() + ".tmp");
        try (ZipFile in = new ZipFile(jar.toFile());
                OutputStream file = Files.newOutputStream(copy);
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (ZipEntry entry : Collections.list(in.entries())) {
                byte[] content = in.getInputStream(entry).readAllBytes();
                out.putNextEntry(copy(entry));
                out.write(content);
            }
        }
        Files.move(copy, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static ZipEntry copy(ZipEntry entry) {
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setTimeLocal(entry.getTimeLocal());
        if (isReadAtStart(entry.getName())) {
            copy.setMethod(ZipEntry.STORED);
            copy.setSize(entry.getSize());
            copy.setCrc(entry.getCrc());
        }
        return copy;
    }

    private static boolean isReadAtStart(String name) {
        return name.startsWith(READS_CLASS_FILES)
                || (name.startsWith(OURS) && LATER.stream().noneMatch(name::startsWith));
    }
}
