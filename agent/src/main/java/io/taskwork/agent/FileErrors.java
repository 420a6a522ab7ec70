// SPDX-License-Identifier: Apache-2.0
package io.taskwork.agent;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What is wrong with a file, for users: the JDK's messages are often a path alone. */
public final class FileErrors {
    private FileErrors() {}

    /** The path, and what is wrong with it; the message of what is no error of a file. */
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
                : e instanceof FileAlreadyExistsException ? "is there already, and no directory"
                : e instanceof NotDirectoryException ? "is no directory"
                : e instanceof FileSystemLoopException ? "is a link to itself"
                : e.toString();
    }
}
