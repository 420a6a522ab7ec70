// SPDX-License-Identifier: Apache-2.0
package io.taskwork.image;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The JDK's commands in an image, for {@code --strip-native-commands}. */
final class Launchers {
    private Launchers() {}

    /**
     * Deletes the commands that the JDK has too, but not those that {@code --launcher} has made.
     */
    static void delete(Path bin, Path jdkBin) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(bin)) {
            for (Path file : files) {
                Path name = file.getFileName();
                if (Files.exists(jdkBin.resolve(name)) && !name.toString().endsWith(".dll")) {
                    Files.delete(file);
                }
            }
        }
    }
}
