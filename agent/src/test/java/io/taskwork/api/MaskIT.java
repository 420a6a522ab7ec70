// SPDX-License-Identifier: Apache-2.0
package io.taskwork.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.Mask;
import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import io.taskwork.support.Kind;
import io.taskwork.support.Subject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code TaskWorks.mask}: how masks nest, close and end. MaskDefersIT has what they defer. */
@Tag("jdk")
class MaskIT {
    private final List<String> log = new ArrayList<>();

    private void add(String name, Notify mode) {
        assertTrue(TaskWorks.add(Thread.currentThread(), () -> log.add(name), mode));
    }

    private Object on(Kind kind, Subject.Body body) {
        return Subject.start(kind, body).result();
    }

    @ParameterizedTest
    @EnumSource
    void leavingTheOutermostRunsWhatIsDue(Kind kind) {
        assertEquals(List.of(), on(kind, () -> {
            List<String> before;
            try (Mask outer = TaskWorks.mask()) {
                try (Mask inner = TaskWorks.mask()) {
                    add("resume", Notify.RESUME);
                    add("none", Notify.NONE);
                    add("signal", Notify.SIGNAL);
                }
                before = List.copyOf(log);
            }
            assertEquals(List.of("resume", "none", "signal"), log);
            return before;
        }));
    }

    /**
     * Only something else brings about a drain that runs NONE, and leaving a mask is no such thing.
     */
    @ParameterizedTest
    @EnumSource
    void leavingRunsNoneOnlyIfSomethingElseIsDue(Kind kind) {
        on(kind, () -> {
            try (Mask mask = TaskWorks.mask()) {
                add("none", Notify.NONE);
            }
            assertEquals(List.of(), log);
            return null;
        });
        assertEquals(List.of("none"), log);
    }

    @ParameterizedTest
    @EnumSource
    void runRunsInsideToo(Kind kind) {
        on(kind, () -> {
            try (Mask mask = TaskWorks.mask()) {
                add("one", Notify.SIGNAL);
                add("two", Notify.NONE);
                assertEquals(2, TaskWorks.run());
                assertEquals(List.of("one", "two"), log);
                add("three", Notify.RESUME); // the mask still holds
                Thread.sleep(1);
                assertEquals(2, log.size());
            }
            assertEquals(List.of("one", "two", "three"), log);
            return null;
        });
    }

    @ParameterizedTest
    @EnumSource
    void closingTwiceHasNoEffect(Kind kind) {
        on(kind, () -> {
            try (Mask mask = TaskWorks.mask()) {
                Mask inner = TaskWorks.mask();
                inner.close();
                inner.close();
                add("work", Notify.RESUME);
                inner.close();
                assertEquals(List.of(), log, "a second close ended the outer mask");
            }
            assertEquals(List.of("work"), log);
            return null;
        });
    }

    @ParameterizedTest
    @EnumSource
    void masksMayBeClosedInAnyOrder(Kind kind) {
        on(kind, () -> {
            Mask first = TaskWorks.mask();
            Mask second = TaskWorks.mask();
            add("work", Notify.RESUME);
            first.close();
            assertEquals(List.of(), log);
            second.close();
            assertEquals(List.of("work"), log);
            return null;
        });
    }

    @ParameterizedTest
    @EnumSource
    void anotherThreadCannotCloseIt(Kind kind) {
        on(kind, () -> {
            Thread owner = Thread.currentThread();
            Mask mask = TaskWorks.mask();
            add("work", Notify.RESUME);
            String text = "this mask belongs to " + named(owner)
                    + "; only that thread can close it";
            for (Kind other : Kind.values()) {
                assertEquals(text, messageOn(other, mask));
            }
            Thread.sleep(1);
            assertEquals(List.of(), log, "it did not stay open");
            mask.close();
            assertEquals(List.of("work"), log);
            assertEquals(text, messageOn(kind, mask), "closed already, and still not another's");
            return null;
        });
    }

    private String messageOn(Kind kind, Mask mask) {
        return named(on(kind,
                () -> assertThrows(WrongThreadException.class, mask::close).getMessage()));
    }

    /** Returns a virtual thread's text without its state, which changes. */
    private static String named(Object text) {
        return text.toString().replaceAll("(VirtualThread\\[#\\d+])/[^;]*", "$1");
    }

    @ParameterizedTest
    @EnumSource
    void aThreadStartedInsideDoesNotInheritIt(Kind kind) {
        on(kind, () -> {
            try (Mask mask = TaskWorks.mask()) {
                Subject child = Subject.parked(kind);
                assertEquals("ran", Await.value(
                        TaskWorks.call(child.thread, () -> "ran", Notify.SIGNAL)));
                child.release();
            }
            return null;
        });
    }

    @ParameterizedTest
    @EnumSource
    void oneLeftOpenDoesNotHoldUpTheExit(Kind kind) {
        on(kind, () -> {
            Mask left = TaskWorks.mask();
            Mask leftToo = TaskWorks.mask();
            add("resume", Notify.RESUME);
            add("none", Notify.NONE);
            TaskWorks.add(Thread.currentThread(), () -> {
                left.close(); // by now it is closed
                leftToo.close();
                add("added at exit", Notify.SIGNAL);
            }, Notify.SIGNAL);
            return null;
        });
        assertEquals(List.of("resume", "none", "added at exit"), log);
    }

    @ParameterizedTest
    @EnumSource
    void oneOpenedAtExitDoesNotHoldItUpEither(Kind kind) {
        on(kind, () -> {
            TaskWorks.add(Thread.currentThread(), () -> {
                Mask left = TaskWorks.mask();
                try (Mask mask = TaskWorks.mask()) {
                    add("last", Notify.RESUME);
                }
                log.add("left is " + (left == null ? "" : "open"));
            }, Notify.NONE);
            return null;
        });
        assertEquals(List.of("left is open", "last"), log);
    }

    /** In a callback nothing runs anyway; a mask that is left open holds until it is closed. */
    @ParameterizedTest
    @EnumSource
    void inACallback(Kind kind) {
        on(kind, () -> {
            Mask[] left = new Mask[1];
            TaskWorks.add(Thread.currentThread(), () -> {
                try (Mask mask = TaskWorks.mask()) {
                    add("behind it", Notify.SIGNAL);
                }
                log.add("closed");
                left[0] = TaskWorks.mask();
            }, Notify.NONE);
            TaskWorks.run();
            assertEquals(List.of("closed", "behind it"), log);
            add("masked", Notify.SIGNAL);
            Thread.sleep(1);
            assertEquals(2, log.size());
            left[0].close();
            assertEquals(List.of("closed", "behind it", "masked"), log);
            return null;
        });
    }

    /** The exception of an inner region is not lost, and the works run. */
    @Test
    void whatACallbackThrowsDoesNotComeOutOfClose() {
        List<Throwable> reported = new ArrayList<>();
        Subject subject = Subject.unstarted(Kind.VIRTUAL, () -> {
            try (Mask mask = TaskWorks.mask()) {
                TaskWorks.add(Thread.currentThread(), () -> {
                    throw new IllegalStateException("callback");
                }, Notify.RESUME);
                add("next", Notify.NONE);
                throw new IOException("region");
            } catch (IOException e) {
                assertEquals(0, e.getSuppressed().length);
                return e.getMessage();
            }
        });
        subject.thread.setUncaughtExceptionHandler((thread, e) -> reported.add(e));
        subject.thread.start();
        assertEquals("region", subject.result());
        assertEquals(List.of("next"), log);
        assertEquals("callback", reported.getFirst().getMessage());
    }
}
