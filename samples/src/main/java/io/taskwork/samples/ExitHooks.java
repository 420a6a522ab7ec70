// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import io.taskwork.TaskWorks;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * {@code exit-hooks}: native memory of a thread is released when the thread ends, however it ends.
 *
 * <p>The JDK has nothing for that: a {@code ThreadLocal} is dropped without notice, and a confined
 * arena whose owner has ended can never be closed by anybody. A hook of {@code TaskWorks.onExit}
 * runs at the thread's end and not earlier: after the thread's own code and its uncaught-exception
 * handler have finished, with the thread locals still there, and before {@code join} returns.
 *
 * <p>{@code ExitHooks [threads]}, 10,000 by default.
 */
public final class ExitHooks {
    private static final int BYTES = 4096;

    /** How a thread ends. */
    private enum End {
        RETURN("return"),
        EXCEPTION("an exception"),
        ERROR("an error"),
        UNUSED("return, nothing used");

        final String label;

        End(String label) {
            this.label = label;
        }
    }

    /** Native memory of the current thread, which is allocated at the first use. */
    private static final class Scratch {
        private final ThreadLocal<MemorySegment> memory;
        final List<MemorySegment.Scope> opened = new ArrayList<>();
        final AtomicInteger released = new AtomicInteger();
        final AtomicInteger misplaced = new AtomicInteger();

        /** Takes what registers an action for the end of the current thread. */
        Scratch(Consumer<Runnable> hook) {
            memory = ThreadLocal.withInitial(() -> {
                Thread owner = Thread.currentThread();
                Arena arena = Arena.ofConfined();
                MemorySegment allocated = arena.allocate(BYTES);
                hook.accept(() -> {
                    if (Thread.currentThread() != owner || !TaskWorks.exiting()
                            || get() != allocated) {
                        misplaced.incrementAndGet();
                    }
                    arena.close();
                    released.incrementAndGet();
                });
                synchronized (opened) {
                    opened.add(arena.scope());
                }
                return allocated;
            });
        }

        MemorySegment get() {
            return memory.get();
        }

        long open() {
            return opened.stream().filter(MemorySegment.Scope::isAlive).count();
        }
    }

    private ExitHooks() {}

    /**
     * Runs the sample.
     *
     * @param args how many threads, or nothing
     */
    public static void main(String[] args) {
        Sample.main("exit-hooks", args, "threads", 10_000, 1_000_000,
                (sample, threads) -> run(sample, threads, ExitHooks::atExit));
    }

    private static void atExit(Runnable hook) {
        TaskWorks.onExit(Thread.currentThread(), hook);
    }

    static void run(Sample sample, int threads, Consumer<Runnable> hook) throws Exception {
        System.out.println("                                      opened   released   still open"
                + "     uncaught");
        System.out.println("threads end by             threads   by them    at exit   after join"
                + "   exceptions");
        for (End end : End.values()) {
            row(sample, end, threads, hook, true);
        }
        Scratch lost = row(sample, End.RETURN, threads / 10, none -> { }, false);
        sample.check(lost.open() == threads / 10, "without a hook all stay open");
        sample.conclude("%nAll memory was released by the thread that had it, at its end. The last"
                + " row's %,d KiB%nare lost: a confined arena can be closed by its owner only.",
                (long) threads / 10 * BYTES / 1024);
    }

    private static Scratch row(Sample sample, End end, int count, Consumer<Runnable> hook,
            boolean hooked) throws Exception {
        Scratch scratch = new Scratch(hook);
        AtomicInteger uncaught = new AtomicInteger();
        AtomicInteger tooEarly = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            threads.add(Thread.ofVirtual().uncaughtExceptionHandler((thread, e) -> {
                uncaught.incrementAndGet();
                if (!scratch.get().scope().isAlive()) {
                    tooEarly.incrementAndGet(); // the handler may still use it
                }
            }).start(() -> use(scratch, end)));
        }
        Sample.join(threads);
        int opened = end == End.UNUSED ? 0 : count;
        int thrown = end == End.EXCEPTION || end == End.ERROR ? count : 0;
        System.out.printf("%-24s %,9d %,9d %,10d %,12d %,12d%n",
                hooked ? end.label : end.label + ", no hook", count, scratch.opened.size(),
                scratch.released.get(), scratch.open(), uncaught.get());
        sample.check(scratch.opened.size() == opened, "%,d opened", opened);
        sample.check(uncaught.get() == thrown, "%,d ended by what they threw", thrown);
        if (hooked) {
            sample.check(scratch.released.get() == opened && scratch.open() == 0, "all released");
            sample.check(scratch.misplaced.get() == 0 && tooEarly.get() == 0,
                    "released by its thread, at its end, after the uncaught-exception handler");
        }
        return scratch;
    }

    private static void use(Scratch scratch, End end) {
        if (end == End.UNUSED) {
            return;
        }
        scratch.get().set(ValueLayout.JAVA_LONG, 0, Thread.currentThread().threadId());
        Thread.yield();
        if (scratch.get().get(ValueLayout.JAVA_LONG, 0) != Thread.currentThread().threadId()) {
            throw new IllegalStateException("not this thread's own memory");
        }
        switch (end) {
            case EXCEPTION -> throw new IllegalArgumentException("on purpose");
            case ERROR -> throw new AssertionError("on purpose");
            default -> { }
        }
    }
}
