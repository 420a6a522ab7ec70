// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** The threads that share the files. Each has a reference to every file. */
final class Users {
    private static final int VIRTUAL = 4;
    private static final int PLATFORM = 1;
    static final int COUNT = VIRTUAL + PLATFORM;

    /** After how many files a user pauses, as a thread that serves requests would. */
    private static final int FILES_PER_PAUSE = 16;

    private static final Duration PAUSE = Duration.ofNanos(500_000);

    private final CountDownLatch done = new CountDownLatch(COUNT);
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    void start(List<FileHandle> handles) {
        for (int i = 0; i < COUNT; i++) {
            // Each has an order of its own, so that any of them may be the last to drop a file.
            List<FileHandle> shuffled = new ArrayList<>(handles);
            Collections.shuffle(shuffled, new Random(i));
            Thread.Builder builder = i < VIRTUAL ? Thread.ofVirtual() : Thread.ofPlatform();
            builder.name("user-" + i).start(() -> use(shuffled));
        }
    }

    /** Returns a latch that is at zero when they have dropped all references. */
    CountDownLatch done() {
        return done;
    }

    /** Throws if a file could not be read, or did not hold what was written. */
    void check() throws IOException {
        if (failure.get() != null) {
            throw new IOException(failure.get());
        }
    }

    private void use(List<FileHandle> handles) {
        try {
            for (int i = 0; i < handles.size(); i++) {
                read(handles.get(i));
                handles.get(i).drop();
                if (i % FILES_PER_PAUSE == 0) {
                    Thread.sleep(PAUSE);
                }
            }
        } catch (InterruptedException e) {
            failure.compareAndSet(null, e);
        } finally {
            done.countDown();
        }
    }

    private void read(FileHandle handle) {
        try {
            handle.check();
        } catch (IOException e) {
            failure.compareAndSet(null, e);
        }
    }
}
