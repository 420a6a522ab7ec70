// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Holds the lock of a file until its input ends, and says when it has the lock. */
final class LockHolder {
    static final int LOCKED = 'l';

    private LockHolder() {}

    public static void main(String[] args) throws Exception {
        try (FileChannel channel = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE)) {
            channel.lock();
            System.out.write(LOCKED);
            System.out.flush();
            while (System.in.read() >= 0) {
                // blocks until the input ends
            }
        }
    }
}
