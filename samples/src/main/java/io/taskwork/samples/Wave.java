// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** A set of files that are open at the same time, with their owners and users. */
final class Wave implements FileHandle.Observer {
    /** After this long without progress the wave is stuck. */
    private static final int STUCK_SECONDS = 10;

    private final String name;
    private final Scenario scenario;
    private final int files;
    private final Tally tally;
    private final Owners owners;
    private final Users users = new Users();
    private final LongAdder dropped = new LongAdder();
    private final CountDownLatch closed;

    Wave(String name, Scenario scenario, int firstFile, int files, Tally tally) {
        this.name = name;
        this.scenario = scenario;
        this.files = files;
        this.tally = tally;
        this.owners = new Owners(scenario, firstFile, files);
        this.closed = new CountDownLatch(files);
    }

    /** Runs the wave and fills the tally. Throws if the files cannot be opened or read. */
    void run(Path directory, OpenFiles openFiles) throws IOException, InterruptedException {
        owners.start(directory, Users.COUNT, this);
        require(awaitReporting(owners.done()), "the owners are stuck");
        owners.check();
        if (scenario == Scenario.OWNER_GONE) {
            owners.join();
        }
        tally.addOpened(openFiles.count());
        users.start(owners.handles());
        require(awaitReporting(users.done()), "the users are stuck");
        if (scenario != Scenario.NONE && !awaitReporting(closed)) {
            tally.addLate(closed.getCount());
        }
        owners.exit();
        tally.addStillOpen(openFiles.count());
        report();
        owners.check();
        users.check();
    }

    @Override
    public void onLastDrop(FileHandle handle) {
        tally.onLastDrop(handle);
        dropped.increment();
    }

    @Override
    public void onClose(FileHandle handle, long nanosSinceLastDrop) {
        tally.onClose(handle, nanosSinceLastDrop);
        closed.countDown();
    }

    private boolean awaitReporting(CountDownLatch latch) throws InterruptedException {
        String last = "";
        for (int unchanged = 0; unchanged < STUCK_SECONDS; ) {
            if (latch.await(1, TimeUnit.SECONDS)) {
                return true;
            }
            String now = report();
            unchanged = now.equals(last) ? unchanged + 1 : 0;
            last = now;
        }
        return false;
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(name + ": " + otherwise);
        }
    }

    private String report() {
        long closedNow = files - closed.getCount(); // read first, so that it is never ahead
        String progress = "  %s: %,d opened, %,d dropped, %,d closed".formatted(
                name, owners.opened(), dropped.sum(), closedNow);
        System.out.println(progress);
        return progress;
    }
}
