// SPDX-License-Identifier: Apache-2.0
package io.taskwork.look;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What one parked thread is doing, as the thread itself sees it in a callback. Only the thread can
 * read its thread locals, and no other thread has to stop for it.
 */
record Glance(Thread thread, Object local, List<String> frames) {
    private static final long PATIENCE_MILLIS = 2_000L;
    private static final int FRAMES = 3;

    /**
     * Prints a line for each thread and its frames; threads that have a value come first.
     */
    static void atAll(List<Thread> threads, ThreadLocal<?> local, PrintWriter out)
            throws InterruptedException {
        long start = System.nanoTime();
        Map<Thread, CompletableFuture<Glance>> answers =
                TaskWorks.callAll(threads, () -> here(local), Notify.SIGNAL);
        List<Glance> seen = new ArrayList<>();
        List<Thread> silent = new ArrayList<>();
        for (var answer : answers.entrySet()) {
            long waited = (System.nanoTime() - start) / 1_000_000L;
            try {
                seen.add(answer.getValue()
                        .get(Math.max(1L, PATIENCE_MILLIS - waited), TimeUnit.MILLISECONDS));
            } catch (TimeoutException e) {
                answer.getValue().cancel(false);
                silent.add(answer.getKey());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof RejectedExecutionException)) {
                    out.println(title(answer.getKey()) + "  cannot be read: " + e.getCause());
                } // otherwise the thread has ended since
            }
        }
        long micros = (System.nanoTime() - start) / 1_000L;
        seen.sort((a, b) -> Boolean.compare(a.local == null, b.local == null));
        for (Glance glance : seen) {
            glance.print(out);
        }
        for (Thread thread : silent) {
            out.println(title(thread) + "  did not answer: " + TaskWorks.reach(thread).reason());
        }
        long inRequest = seen.stream().filter(glance -> glance.local != null).count();
        out.println(seen.size() + " threads answered within " + micros + " us, " + inRequest
                + " of them in a request; " + silent.size() + " did not answer");
    }

    private static Glance here(ThreadLocal<?> local) {
        List<StackTraceElement> below = StackWalker.getInstance().walk(stack -> stack
                .map(StackWalker.StackFrame::toStackTraceElement)
                .dropWhile(frame -> !isOfAgent(frame))
                .filter(frame -> !isOfAgent(frame))
                .toList());
        int caller = 0;
        while (caller < below.size() && "java.base".equals(below.get(caller).getModuleName())) {
            caller++;
        }
        // Shows the JDK call that the program made and its caller, or a JDK thread's whole stack.
        int first = Math.max(0, caller - 1);
        if (caller == below.size()) {
            first = 0;
            while (first < caller && isPark(below.get(first).getClassName())) {
                first++;
            }
        }
        List<String> frames = below.stream().skip(first).limit(FRAMES)
                .map(StackTraceElement::toString).toList();
        Object value = local.get();
        // The thread makes the text itself, since it may be the only one that may read the value.
        return new Glance(Thread.currentThread(), value == null ? null : value.toString(), frames);
    }

    private static boolean isPark(String name) {
        return name.equals("java.lang.VirtualThread") || name.equals("java.lang.System$1")
                || name.equals("java.util.concurrent.locks.LockSupport");
    }

    private static boolean isOfAgent(StackTraceElement frame) {
        return frame.getClassName().startsWith("io.taskwork.boot.");
    }

    private void print(PrintWriter out) {
        out.println(title(thread) + (local == null ? "" : "  [" + local + "]"));
        for (String frame : frames) {
            out.println("    " + frame);
        }
    }

    private static String title(Thread thread) {
        return "#" + thread.threadId() + " \"" + thread.getName() + "\"";
    }
}
