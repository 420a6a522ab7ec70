// SPDX-License-Identifier: Apache-2.0
package io.taskwork.agent;

import java.util.Map;

/** Counts of all threads together, since the bean was made. */
public interface TaskworkMXBean {
    /** Works that were queued, by notify mode. */
    Map<String, Long> getAdds();

    /** SIGNALs that unparked their target. */
    long getWakes();

    /** SIGNALs that found a wake on its way, or the target draining or masked. */
    long getWakesSaved();

    /** Drains that ran something, by run point. */
    Map<String, Long> getDrains();

    /** Works that those drains ran. */
    long getWorks();

    /** Callbacks that threw; the thread's uncaught-exception handler was called. */
    long getCallbackErrors();

    /**
     * Queues of 1,024 works and more, the 16 longest of them: how many works are queued now, by the
     * number and the name of the thread.
     */
    Map<String, Long> getLongQueues();

    /** Classes of those that the option {@code poll} names that are woven. */
    int getPollClasses();

    /** Poll points in them. */
    int getPolls();

    /** Classes that were named and could not be woven. */
    int getPollFailures();

    /** Some of those by name, and why. */
    Map<String, String> getPollFailureReasons();

    /** Handlers that threw in turn, which nobody else is told of. */
    long getHandlerErrors();
}
