// SPDX-License-Identifier: Apache-2.0
package io.taskwork.agent;

import java.util.Map;

/** Counts over all threads since the bean was made. */
public interface TaskworkMXBean {
    /** Returns how many works were queued, by notify mode. */
    Map<String, Long> getAdds();

    /** Returns how many SIGNALs unparked their target. */
    long getWakes();

    /** Returns how many SIGNALs found a wake on its way, or their target draining or masked. */
    long getWakesSaved();

    /** Returns how many drains ran at least one work, by run point. */
    Map<String, Long> getDrains();

    /** Returns how many works those drains ran. */
    long getWorks();

    /**
     * Returns how many callbacks threw, so that the thread's uncaught-exception handler was called.
     */
    long getCallbackErrors();

    /**
     * Returns the 16 longest queues of at least 1,024 works: how many works are queued now, by the
     * number and the name of the thread.
     */
    Map<String, Long> getLongQueues();

    /** Returns how many of the classes that the option {@code poll} names are woven. */
    int getPollClasses();

    /** Returns how many poll points are in those classes. */
    int getPolls();

    /** Returns how many of the named classes could not be woven. */
    int getPollFailures();

    /** Returns why they could not be woven, for some of them by name. */
    Map<String, String> getPollFailureReasons();

    /** Returns how many handlers threw in turn, which is reported nowhere else. */
    long getHandlerErrors();
}
