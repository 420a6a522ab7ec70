// SPDX-License-Identifier: Apache-2.0
package io.taskwork.agent;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Says for users what is wrong with a file; the JDK's messages often consist of the path alone. */
public final class FileErrors {
    private FileErrors() {}

    /**
     * Returns the path and what is wrong with it; for an exception that is not about a file, its
     * message.
     */
    public static String text(Exception e) {
        if (e instanceof FileSystemException file) {
            return file.getFile() + (file.getOtherFile() == null ? "" : ", " + file.getOtherFile())
                    + ": " + reason(file);
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private static String reason(FileSystemException e) {
        if (e.getReason() != null) {
            return e.getReason();
        }
        return e instanceof NoSuchFileException ? "there is no such file or directory"
                : e instanceof AccessDeniedException ? "permission denied"
                : e instanceof FileAlreadyExistsException ? "already exists and is not a directory"
                : e instanceof NotDirectoryException ? "is not a directory"
                : e instanceof FileSystemLoopException ? "is a link to itself"
                : e.toString();
    }
}
