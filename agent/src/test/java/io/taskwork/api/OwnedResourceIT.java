// SPDX-License-Identifier: Apache-2.0
package io.taskwork.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.Notify;
import io.taskwork.OwnedResource;
import io.taskwork.support.Await;
import io.taskwork.support.Kind;
import io.taskwork.support.Subject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code OwnedResource}: a resource is closed once, by the owner, when nobody uses it any more. */
class OwnedResourceIT {
    /** A resource that knows who closed it. */
    private static final class Tool {
        final AtomicInteger closes = new AtomicInteger();
        volatile Thread closedBy;
        int plain;

        void close() {
            closedBy = Thread.currentThread();
            closes.incrementAndGet();
        }
    }

    private final Tool tool = new Tool();

    private Owner<Tool> owner(Kind kind) {
        return new Owner<>(kind, () -> OwnedResource.of(tool, Tool::close, Notify.SIGNAL));
    }

    private Owner<Tool> confining(Kind kind) {
        return new Owner<>(kind, () -> OwnedResource.confined(tool, Tool::close, Notify.SIGNAL));
    }

    @ParameterizedTest
    @EnumSource
    void theLastReleaseClosesOnTheOwner(Kind kind) {
        for (Owner<Tool> owner : List.of(owner(kind), confining(kind))) {
            OwnedResource<Tool> shared = owner.resource;
            tool.closes.set(0);
            assertTrue(shared.retain());
            assertSame(tool, shared.get());
            assertFalse(shared.release());
            CompletableFuture<Void> closed = shared.closed();
            assertFalse(closed.isDone());
            assertTrue(shared.release());
            assertNull(Await.value(closed));
            assertSame(owner.subject.thread, tool.closedBy);
            assertSame(owner.subject.thread, shared.owner());
            assertSame(closed, shared.closed());
            assertFalse(shared.retain());
            assertThrows(IllegalStateException.class, shared::get);
            assertThrows(IllegalStateException.class, shared::release);
            owner.exit();
            assertEquals(1, tool.closes.get());
        }
    }

    @ParameterizedTest
    @EnumSource
    void afterTheOwnersExitWhoReleasesCloses(Kind kind) {
        Owner<Tool> owner = owner(kind);
        owner.exit();
        assertEquals(0, tool.closes.get());
        assertSame(tool, owner.resource.get(), "there is a reference");
        assertTrue(owner.resource.retain());
        assertFalse(owner.resource.release());
        assertTrue(owner.resource.release());
        assertEquals(1, tool.closes.get());
        assertSame(Thread.currentThread(), tool.closedBy);
        assertNull(Await.value(owner.resource.closed()), "asked afterwards");
    }

    @ParameterizedTest
    @EnumSource
    void aConfinedOneIsClosedAtTheOwnersExit(Kind kind) {
        Owner<Tool> owner = confining(kind);
        OwnedResource<Tool> shared = owner.resource;
        assertTrue(shared.retain());
        owner.exit();
        assertEquals(1, tool.closes.get());
        assertSame(owner.subject.thread, tool.closedBy);
        assertNull(Await.value(shared.closed()));
        assertThrows(IllegalStateException.class, shared::get);
        assertFalse(shared.retain());
        assertFalse(shared.release(), "one of two");
        assertTrue(shared.release(), "the last; nothing is left to do");
        assertThrows(IllegalStateException.class, shared::release);
        assertEquals(1, tool.closes.get());
    }

    /** A resource that only its owner may close, like a confined arena. */
    private record Confined(Thread owner) {
        void close() {
            if (Thread.currentThread() != owner) {
                throw new WrongThreadException();
            }
        }
    }

    @Test
    void aConfinedOneHoweverTheLastReleaseMeetsTheExit() {
        for (int round = 0; round < 2_000; round++) {
            CountDownLatch made = new CountDownLatch(1);
            List<OwnedResource<Confined>> shared = new ArrayList<>();
            List<Throwable> thrown = new ArrayList<>();
            Thread owner = Thread.ofVirtual().unstarted(() -> {
                shared.add(OwnedResource.confined(
                        new Confined(Thread.currentThread()), Confined::close, Notify.RESUME));
                made.countDown();
            });
            owner.setUncaughtExceptionHandler((t, e) -> thrown.add(e));
            owner.start();
            Await.passed("the resource was not made", made);
            assertTrue(shared.getFirst().release());
            Await.ended(owner);
            assertNull(Await.value(shared.getFirst().closed()));
            assertEquals(List.of(), thrown);
        }
    }

    @Test
    void hooksOfConfinedOnesGoWithThem() {
        Owner<Tool> owner = new Owner<>(Kind.VIRTUAL, () -> {
            OwnedResource<Tool> last = null;
            for (int i = 0; i < 1_000; i++) {
                last = OwnedResource.confined(new Tool(), Tool::close, Notify.RESUME);
                assertTrue(last.release());
                Thread.yield();
                assertTrue(last.closed().isDone());
            }
            return last;
        });
        owner.exit();
    }

    @ParameterizedTest
    @EnumSource
    void whatTheCloserThrows(Kind kind) {
        List<Throwable> handled = new ArrayList<>();
        IOException failure = new IOException("disk full");
        OwnedResource.Closer<Tool> failing = resource -> {
            throw failure;
        };
        Owner<Tool> owner = new Owner<>(kind, () -> {
            Thread.currentThread().setUncaughtExceptionHandler((t, e) -> handled.add(e));
            return OwnedResource.of(tool, failing, Notify.SIGNAL);
        });
        assertTrue(owner.resource.release());
        assertSame(failure, Await.failure(owner.resource.closed()));
        owner.exit();
        assertEquals(List.of(failure), handled);

        Owner<Tool> gone = new Owner<>(kind, () -> OwnedResource.of(tool, failing, Notify.NONE));
        gone.exit();
        Subject releasing = Subject.start(kind, () -> {
            Thread.currentThread().setUncaughtExceptionHandler((t, e) -> handled.add(e));
            return gone.resource.release();
        });
        assertEquals(true, releasing.result(), "it throws nothing of that");
        assertSame(failure, Await.failure(gone.resource.closed()));
        assertEquals(List.of(failure, failure), handled);
    }

    /** The owner releases the last reference itself: as with fput, it is not closed at once. */
    @Test
    void theOwnersOwnRelease() {
        Subject owner = Subject.start(Kind.VIRTUAL, () -> {
            OwnedResource<Tool> own = OwnedResource.of(tool, Tool::close, Notify.RESUME);
            own.release();
            int before = tool.closes.get();
            Thread.yield();
            return before + " " + tool.closes.get();
        });
        assertEquals("0 1", owner.result());
    }

    /** Many users retain from a table: each use is before the close, which happens once. */
    @ParameterizedTest
    @EnumSource
    void usersAgainstTheLastRelease(Kind kind) {
        for (int round = 0; round < 500; round++) {
            Tool used = new Tool();
            Owner<Tool> owner = new Owner<>(kind,
                    () -> OwnedResource.of(used, Tool::close, Notify.SIGNAL));
            OwnedResource<Tool> shared = owner.resource;
            AtomicInteger early = new AtomicInteger();
            List<Thread> users = new ArrayList<>();
            for (int u = 0; u < 3; u++) {
                users.add(kind.unstarted(() -> {
                    for (int i = 0; i < 100 && shared.retain(); i++) {
                        if (shared.get().closes.get() != 0) {
                            early.incrementAndGet();
                        }
                        shared.release();
                    }
                }));
            }
            users.forEach(Thread::start);
            shared.release();
            users.forEach(Await::ended);
            Await.value(shared.closed());
            assertEquals("0 1", early + " " + used.closes);
            owner.exit();
        }
    }

    /** The closer sees what a thread wrote before its release. */
    @Test
    void whatTheLastUserWroteIsVisible() {
        for (int round = 0; round < 2_000; round++) {
            Tool used = new Tool();
            int[] seen = new int[1];
            Owner<Tool> owner = new Owner<>(Kind.VIRTUAL, () -> OwnedResource.of(used,
                    resource -> seen[0] = resource.plain, Notify.SIGNAL));
            used.plain = 42;
            owner.resource.release();
            Await.value(owner.resource.closed());
            assertEquals(42, seen[0]);
            owner.exit();
        }
    }

    /** A release for which the stack has no room has released nothing. */
    @Test
    void aReleaseThatOverflowsTheStackCanBeMadeAgain() {
        for (int further = 0; further < 60; further++) {
            Tool used = new Tool();
            Owner<Tool> owner = new Owner<>(Kind.VIRTUAL,
                    () -> OwnedResource.of(used, Tool::close, Notify.SIGNAL));
            OwnedResource<Tool> shared = owner.resource;
            int up = further;
            Object thrown = Subject.start(Kind.VIRTUAL, () -> {
                int[] frames = {-1};
                Throwable[] result = new Throwable[1];
                descend(shared, frames, up, result);
                return result[0];
            }).result();
            if (thrown != null) {
                assertInstanceOf(StackOverflowError.class, thrown);
                assertTrue(shared.release());
            }
            Await.value(shared.closed());
            owner.exit();
            assertEquals(1, used.closes.get());
        }
    }

    private static void descend(OwnedResource<?> shared, int[] frames, int up, Throwable[] result) {
        try {
            descend(shared, frames, up, result);
        } catch (StackOverflowError e) {
            // on the way up
        }
        if (++frames[0] == up) {
            try {
                shared.release();
            } catch (StackOverflowError e) {
                result[0] = e;
            }
        }
    }
}
