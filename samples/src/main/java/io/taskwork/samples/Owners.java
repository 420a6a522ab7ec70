// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/** The virtual threads that open the files and close them again. */
final class Owners {
    private static final int COUNT = 64;
    private static final Duration EXIT_LIMIT = Duration.ofSeconds(60);

    private final Scenario scenario;
    private final int firstFile;
    private final FileHandle[] handles;
    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch done = new CountDownLatch(COUNT);
    private final LongAdder opened = new LongAdder();
    private final Gate gate = new Gate();
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    Owners(Scenario scenario, int firstFile, int files) {
        this.scenario = scenario;
        this.firstFile = firstFile;
        this.handles = new FileHandle[files];
    }

    /** Starts them. The current thread must call {@link #exit} later. */
    void start(Path directory, int references, FileHandle.Observer observer) {
        for (int i = 0; i < COUNT; i++) {
            int index = i;
            threads.add(Thread.ofVirtual().name("owner-" + i).start(() -> {
                open(index, directory, references, observer);
                block(index);
            }));
        }
    }

    /** Returns a latch that is at zero when all files are open, or one could not be opened. */
    CountDownLatch done() {
        return done;
    }

    long opened() {
        return opened.sum();
    }

    /** Returns all files, once they are open. */
    List<FileHandle> handles() {
        return List.of(handles);
    }

    /** Ends what they are blocked in, and waits until they have exited. */
    void exit() throws InterruptedException {
        gate.open();
        join();
    }

    /** Waits until they have exited by themselves. */
    void join() throws InterruptedException {
        for (Thread thread : threads) {
            if (!thread.join(EXIT_LIMIT)) {
                throw new IllegalStateException(thread + " does not exit");
            }
        }
    }

    /** Throws if a file could not be opened, or if a callback ended a blocking call. */
    void check() throws IOException {
        switch (failure.get()) {
            case null -> { }
            case IOException e -> throw e;
            case Exception e -> throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private void open(
            int index, Path directory, int references, FileHandle.Observer observer) {
        try {
            for (int i = index; i < handles.length && failure.get() == null; i += COUNT) {
                String file = "file-" + (firstFile + i);
                handles[i] = FileHandle.open(directory.resolve(file), scenario.line(file),
                        references, scenario.notify, observer);
                opened.increment();
            }
        } catch (IOException e) {
            failure.compareAndSet(null, e);
        } finally {
            done.countDown();
        }
    }

    private void block(int index) {
        try {
            switch (scenario) {
                case NONE, SIGNAL -> gate.pass(Gate.Way.values()[index % Gate.Way.values().length]);
                case RESUME -> gate.passTicking();
                case OWNER_GONE -> { }
            }
        } catch (IllegalStateException e) {
            failure.compareAndSet(null, e);
        }
    }
}
