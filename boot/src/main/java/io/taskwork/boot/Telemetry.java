// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import java.util.Map;
import jdk.internal.access.SharedSecrets;

/**
 * Counts and flight-recorder events about works. They are off until somebody wants them; as long as
 * they are off, an add or a drain costs one read of a field.
 */
final class Telemetry {
    /** What an observed drain keeps until its end. */
    record Observed(int runPoint, Events.Drain event, boolean callbacks) {}

    /**
     * Whether somebody counts or records. Deliberately not volatile: a late reader only misses a
     * few counts.
     */
    static boolean on;

    private static final boolean RECORDER_EXISTS = findRecorder();

    private static boolean eventsWanted;
    private static boolean eventsReady;
    private static Counters counters;

    private Telemetry() {}

    /**
     * Starts counting, if that has not happened; returns the counts so far, as {@link Counters}
     * names them.
     */
    static synchronized Map<String, Long> counts() {
        if (counters == null) {
            counters = new Counters();
            on = true;
        }
        Map<String, Long> counts = counters.sums();
        Backlogs.addTo(counts);
        return counts;
    }

    /**
     * Returns {@link #on}; called before every drain and wake. If somebody has started the
     * recorder, this first asks the keeper to initialize the events.
     */
    static boolean isOnAfterRecorderCheck() {
        if (!eventsWanted && RECORDER_EXISTS && Events.isRecorderThere()) {
            eventsWanted = true;
            Keeper.initializeEvents();
        }
        return on;
    }

    /** Initializes the events, on the keeper's thread. */
    static void initializeEvents() {
        try {
            Events.Drain.PROBE.isEnabled();
            Events.Callback.PROBE.isEnabled();
            Events.CallbackError.PROBE.isEnabled();
            Events.Wake.PROBE.isEnabled();
            Events.Backlog.PROBE.isEnabled();
            Events.Mask.PROBE.isEnabled();
            eventsReady = true;
            on = true;
        } catch (LinkageError e) {
            // This recorder does not accept the events, so there are none.
        }
    }

    /** Called before the push. */
    static void adding(Target target) {
        Backlogs.adding(target);
        if (eventsReady && target.isEmpty() && Events.Drain.PROBE.isEnabled()) {
            target.addedNanos = System.nanoTime();
        }
    }

    /** Called after the push. */
    static void added(Thread thread, Target target, int mode) {
        count(mode, 1);
        try {
            if (Backlogs.added(thread, target) && eventsReady
                    && Events.Backlog.PROBE.isEnabled()) {
                Events.Backlog event = new Events.Backlog();
                event.target = thread;
                event.works = target.length;
                event.commit();
            }
        } catch (Throwable e) {
            // As in count.
        }
    }

    static void wakeSaved() {
        count(Counters.WAKES_SAVED, 1);
    }

    static void waking(Thread target) {
        count(Counters.WAKES, 1);
        try {
            if (eventsReady && Events.Wake.PROBE.isEnabled()) {
                Events.Wake event = new Events.Wake();
                event.target = target;
                event.commit();
            }
        } catch (Throwable e) {
            // As in count.
        }
    }

    /**
     * Begins to observe a drain; returns null if there is no memory, and the drain is not observed.
     */
    static Observed beginDrain(Target target, int runPoint) {
        try {
            Events.Drain event = null;
            boolean callbacks = false;
            if (eventsReady) {
                callbacks = Events.Callback.PROBE.isEnabled();
                if (Events.Drain.PROBE.isEnabled()) {
                    event = new Events.Drain();
                    long added = target.addedNanos;
                    if (added != 0L) {
                        event.queueDelay = System.nanoTime() - added;
                        target.addedNanos = 0L;
                    }
                    event.begin();
                }
            }
            return new Observed(runPoint, event, callbacks);
        } catch (Throwable e) {
            return null;
        }
    }

    static void endDrain(Observed drain, int works) {
        count(Counters.DRAINS + drain.runPoint, 1);
        count(Counters.WORKS, works);
        try {
            if (drain.event != null) {
                drain.event.runPoint = RunPoint.NAMES[drain.runPoint];
                drain.event.works = works;
                drain.event.commit();
            }
        } catch (Throwable e) {
            // As in count.
        }
    }

    static void run(Runnable callback, Posting posting) {
        Events.Callback event = begun();
        try {
            callback.run();
        } finally {
            commit(event, callback, posting);
        }
    }

    private static Events.Callback begun() {
        try {
            Events.Callback event = new Events.Callback();
            event.begin();
            return event;
        } catch (Throwable e) {
            return null; // as in count
        }
    }

    private static void commit(Events.Callback event, Runnable callback, Posting posting) {
        try {
            if (event != null) {
                event.callback = callback.getClass();
                if (posting != null && event.shouldCommit()) {
                    event.adder = posting.adder.toLines();
                }
                event.commit();
            }
        } catch (Throwable e) {
            // As in count.
        }
    }

    static void threw(Runnable callback, Throwable e) {
        count(Counters.CALLBACK_ERRORS, 1);
        try {
            if (eventsReady && Events.CallbackError.PROBE.isEnabled()) {
                Events.CallbackError event = new Events.CallbackError();
                event.callback = callback.getClass();
                event.thrown = e.getClass();
                event.message = e.getMessage(); // may throw in turn
                AddedHere adder = Trace.on ? Trace.find(e) : null;
                if (adder != null) {
                    event.adder = adder.toLines();
                }
                event.commit();
            }
        } catch (Throwable ignored) {
            // As in count.
        }
    }

    /** Begins an event for {@link #endMask}; returns null if nobody wants it. Never throws. */
    static Object beginMask() {
        try {
            if (eventsReady && Events.Mask.PROBE.isEnabled()) {
                Events.Mask event = new Events.Mask();
                event.begin();
                return event;
            }
        } catch (Throwable ignored) {
            // There is no memory, or no room on the stack, and therefore no event.
        }
        return null;
    }

    /**
     * Commits the event of {@link #beginMask}. Never throws, since the mask must end whatever
     * happens to the event.
     */
    static void endMask(Object event) {
        try {
            ((Events.Mask) event).commit();
        } catch (Throwable ignored) {
            // As above.
        }
    }

    static void handlerThrew() {
        count(Counters.HANDLER_ERRORS, 1);
    }

    private static void count(int which, int n) {
        Counters c = counters;
        if (c != null) {
            try {
                c.add(which, n);
            } catch (Throwable e) {
                // There is no memory or stack for a count, which must not affect the work.
            }
        }
    }

    /**
     * Returns whether there is a recorder; a runtime image may have been made without the module
     * {@code jdk.jfr}.
     */
    private static boolean findRecorder() {
        try {
            Class<?> recorder = Class.forName("jdk.jfr.FlightRecorder", true, null);
            Module own = Telemetry.class.getModule();
            if (own.isNamed()) { // java.base of a woven image
                SharedSecrets.getJavaLangAccess().addReads(own, recorder.getModule());
            }
            Events.isRecorderThere(); // loads its class now, not at the first run point
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
