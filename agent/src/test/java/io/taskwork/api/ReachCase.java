// SPDX-License-Identifier: Apache-2.0
package io.taskwork.api;

import io.taskwork.Reach;
import io.taskwork.support.Await;
import io.taskwork.support.Kind;
import io.taskwork.support.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** A thread somewhere, what reach must say of it, and what lets it continue. */
record ReachCase(String name, Kind kind, Reach reach, Place place) {
    @Override
    public String toString() {
        return kind + " " + name + ": " + reach;
    }

    /** A place in which a thread can be: its code, and what lets it out. */
    interface Place {
        Subject.Body enter(List<Runnable> release);
    }

    /**
     * Starts the thread. There is one at a time, since a virtual thread that is pinned or runs
     * keeps a carrier.
     */
    Subject start(Runnable[] release) {
        List<Runnable> made = new ArrayList<>();
        Subject.Body body = place.enter(made);
        CountDownLatch entered = new CountDownLatch(1);
        Subject subject = Subject.start(kind, () -> {
            entered.countDown(); // a work that is added earlier could run at the start
            return body.run();
        });
        Await.passed("the thread has not started", entered);
        release[0] = made.getFirst();
        return subject;
    }

    static Stream<ReachCase> all() {
        List<ReachCase> cases = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            boolean virtual = kind == Kind.VIRTUAL;
            cases.add(new ReachCase("LockSupport.park", kind, Reach.NOW, Places::park));
            cases.add(new ReachCase("lock", kind, Reach.NOW, Places::lock));
            cases.add(new ReachCase("latch", kind, Reach.NOW, Places::latch));
            // From JDK 27 on, joining a virtual thread is an Object.wait as well.
            cases.add(new ReachCase("join", kind,
                    virtual || Runtime.version().feature() < 27 ? Reach.NOW : Reach.NO_RUN_POINT,
                    Places::join));
            cases.add(new ReachCase("park in a class initializer", kind, Reach.NOW,
                    release -> InInitializer.run(Places.park(release))));
            cases.add(new ReachCase("Thread.sleep", kind, virtual ? Reach.NOW : Reach.NO_RUN_POINT,
                    Places::sleep));
            cases.add(new ReachCase("Object.wait", kind, virtual ? Reach.NOW : Reach.NO_RUN_POINT,
                    Places::monitorWait));
            cases.add(new ReachCase("Object.wait in a class initializer", kind,
                    // it is pinned, and woken all the same
                    virtual ? Reach.NOW : Reach.NO_RUN_POINT,
                    release -> InInitializer.run(Places.monitorWait(release))));
            cases.add(new ReachCase(
                    "StampedLock", kind, Reach.NO_RUN_POINT, Places::stampedLock));
            cases.add(new ReachCase("synchronized", kind, Reach.MONITOR, Places::monitor));
            cases.add(new ReachCase("synchronized in a class initializer", kind, Reach.MONITOR,
                    release -> InInitializer.run(Places.monitor(release))));
            cases.add(new ReachCase("a class that another initializes", kind, Reach.NO_RUN_POINT,
                    InInitializer::await));
            cases.add(new ReachCase("read of a file", kind, Reach.NO_RUN_POINT, Places::fileRead));
            cases.add(new ReachCase("a loop", kind, Reach.RUNNING, Places::loop));
            cases.add(new ReachCase("a mask", kind, Reach.MASKED, Places::mask));
            cases.add(new ReachCase("a mask, running", kind, Reach.MASKED, Places::maskedLoop));
            cases.add(new ReachCase("a callback", kind, Reach.DRAINING, Places::callback));
        }
        cases.add(new ReachCase("Socket read", Kind.VIRTUAL, Reach.NOW, Places::socketRead));
        cases.add(new ReachCase(
                "Socket read", Kind.PLATFORM, Reach.NO_RUN_POINT, Places::socketRead));
        return cases.stream();
    }
}
