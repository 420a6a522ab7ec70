// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import io.taskwork.TaskWorks;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Counts what happened to the files of one scenario, and compares it with what is promised. */
final class Tally implements FileHandle.Observer {
    /** The two lines above the {@link #row}s. */
    static final String HEADER =
            "                        closed by   of these"
            + "   closed by      closed   still    last drop to close\n"
            + "               opened   its owner    at exit"
            + " the dropper   elsewhere    open        p50        p99";

    private final Scenario scenario;
    private final int files;
    private final long[] nanos;
    private final AtomicInteger closed = new AtomicInteger();
    private final LongAdder byOwner = new LongAdder();
    private final LongAdder atExit = new LongAdder();
    private final LongAdder byDropper = new LongAdder();
    private final LongAdder notByOwner = new LongAdder();
    private final LongAdder lastDropsByVirtualThreads = new LongAdder();
    private final LongAdder lastDropsByPlatformThreads = new LongAdder();
    private long opened;
    private long stillOpen;
    private long late;

    Tally(Scenario scenario, int files) {
        this.scenario = scenario;
        this.files = files;
        this.nanos = new long[files];
    }

    @Override
    public void onLastDrop(FileHandle handle) {
        boolean virtual = Thread.currentThread().isVirtual();
        (virtual ? lastDropsByVirtualThreads : lastDropsByPlatformThreads).increment();
        if (handle.closedBy() == Thread.currentThread()) {
            byDropper.increment();
        }
    }

    @Override
    public void onClose(FileHandle handle, long nanosSinceLastDrop) {
        if (Thread.currentThread() == handle.owner()) {
            byOwner.increment();
            if (TaskWorks.exiting()) {
                atExit.increment();
            }
        } else {
            notByOwner.increment();
        }
        int n = closed.getAndIncrement();
        if (n < nanos.length) { // otherwise one was closed twice, which isRight finds
            nanos[n] = nanosSinceLastDrop;
        }
    }

    /** Adds what the operating system says is open while no reference has been dropped yet. */
    void addOpened(long descriptors) {
        opened += descriptors;
    }

    /** Adds what the operating system says is open when all should be closed. */
    void addStillOpen(long descriptors) {
        stillOpen += descriptors;
    }

    /** Adds files that were not closed until their owners were let go. */
    void addLate(long files) {
        late += files;
    }

    long lastDropsByVirtualThreads() {
        return lastDropsByVirtualThreads.sum();
    }

    long lastDropsByPlatformThreads() {
        return lastDropsByPlatformThreads.sum();
    }

    private long elsewhere() {
        return notByOwner.sum() - byDropper.sum();
    }

    /** Returns whether every file was opened, and closed once by the right thread at its time. */
    boolean isRight() {
        boolean gone = scenario == Scenario.OWNER_GONE;
        return opened == files
                && lastDropsByVirtualThreads() + lastDropsByPlatformThreads() == files
                && byOwner.sum() == (gone ? 0 : files)
                && atExit.sum() == (scenario == Scenario.NONE ? files : 0)
                && byDropper.sum() == (gone ? files : 0)
                && elsewhere() == 0
                && stillOpen == 0
                && late == 0;
    }

    /** Returns a line to print below {@link #HEADER}, once no file is being closed any more. */
    String row() {
        long[] sorted = Arrays.copyOf(nanos, Math.min(closed.get(), nanos.length));
        Arrays.sort(sorted);
        return "%-10s %,10d %,11d %,10d %,11d %,11d %,7d %10s %10s%s".formatted(
                scenario.label, opened, byOwner.sum(), atExit.sum(), byDropper.sum(),
                elsewhere(), stillOpen, quantile(sorted, 50), quantile(sorted, 99),
                isRight() ? "" : "  WRONG" + (late == 0 ? "" : ", %,d late".formatted(late)));
    }

    private static String quantile(long[] sorted, int percent) {
        if (sorted.length == 0) {
            return "-";
        }
        double micros = sorted[(int) ((sorted.length - 1L) * percent / 100)] / 1e3;
        return micros < 1e3 ? "%.1f us".formatted(micros) : "%,.1f ms".formatted(micros / 1e3);
    }
}
