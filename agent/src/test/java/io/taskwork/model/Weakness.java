// SPDX-License-Identifier: Apache-2.0
package io.taskwork.model;

/** Something that is taken away from the modelled code, to make a twin that must fail. */
enum Weakness {
    // of Drain
    /** atRunPoint is {@code run(..) > 0}, whatever is left, as before commit 73e0bc7. */
    BLOCKS_OVER_WHAT_IS_LEFT,
    /** Drain.run clears due after the look at the queue. */
    CLEARS_DUE_AFTER_THE_LOOK,
    /** Drain.run does not clear due: hazard 7, a mark over an empty queue. */
    NEVER_CLEARS_DUE,
    /** Drain.run continues while anything is queued, due or not. */
    GOES_ON_FOR_WHAT_IS_QUEUED,
    /** Drain.run has no loop if something came before it cleared attended. */
    NO_LAST_LOOK,
    /** Drain.run does not set due again in its finally block. */
    FORGETS_WHAT_IS_LEFT,
    /** Drain.run clears attended again in its finally block, after the last look found nothing. */
    CLEARS_THE_MARK_TWICE,
    /** LastDrain.exit closes without comparing. */
    CLOSES_WITHOUT_COMPARE,

    // of Adds
    /**
     * Adds.afterPush leaves it to the wake to set due, and so nobody sets it for a work that saw
     * the mark.
     */
    DUE_SET_BY_WAKE_ONLY,

    /** ensureQueued takes a work that is claimed for one that is queued. */
    FINDS_WHAT_IS_NOT_PUSHED,

    // of Wakes
    /** The mark is attended alone, without due, as before commit cb6b8fc. */
    MARKS_WITHOUT_DUE,
    /** The marks are set in the order in which a drain clears them. */
    MARKS_DUE_FIRST,
    /** Wakes.wake does not look whether a drain has cleared the marks since markEarly. */
    MARKS_ONCE,
    /** There is no look at attended after the push if the one before it found the mark. */
    LOOKS_BEFORE_THE_PUSH,
    /** Nobody ever finds the target attended. */
    EVERY_SIGNAL_WAKES,
    /** A thread that is not parked yet gets no permit from rouse. */
    UNPARKS_PARKED_ONLY,

    // of RunPoints
    /** beforePark continues to park after works ran: hazard 1 of callbacks that park. */
    PARKS_AFTER_CALLBACKS,
    /** runInPlace gives no permit. */
    KEEPS_THE_EATEN_PERMIT,

    // of Poll
    /** A poll that rests clears the mark, and leaves the works to nobody. */
    RESTS_WITHOUT_DUE,

    // of MonitorWaits
    /** beforeWait announces the wait after the look. */
    ANNOUNCES_AFTER_THE_LOOK,
    /** beforeWait does not look again after a stale due. */
    NO_SECOND_LOOK,
    /** MonitorWaits.wake looks at the state once. */
    ONE_LOOK_AT_THE_WAITER,
}
