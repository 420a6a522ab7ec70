// SPDX-License-Identifier: Apache-2.0
package io.taskwork.model;

/** What is taken away from the modelled code to make a twin that must fail. */
enum Weakness {
    // of Drain
    /** As before commit 73e0bc7: atRunPoint is {@code run(..) > 0}, whatever is left. */
    BLOCKS_OVER_WHAT_IS_LEFT,
    /** Drain.run: {@code due = false} after the look at the queue. */
    CLEARS_DUE_AFTER_THE_LOOK,
    /** Drain.run: {@code due = false} is missing: hazard 7, a mark over an empty queue. */
    NEVER_CLEARS_DUE,
    /** Drain.run: goes on while anything is queued, due or not. */
    GOES_ON_FOR_WHAT_IS_QUEUED,
    /** Drain.run: no loop if something came before {@code attended = false}. */
    NO_LAST_LOOK,
    /** Drain.run, finally: {@code due = true} is missing. */
    FORGETS_WHAT_IS_LEFT,
    /** Drain.run, finally: {@code attended = false} again, after the last look found nothing. */
    CLEARS_THE_MARK_TWICE,
    /** LastDrain.exit: closes without comparing. */
    CLOSES_WITHOUT_COMPARE,

    // of Adds
    /** afterPush leaves it to the wake to set due: nobody does for a work that saw the mark. */
    DUE_SET_BY_WAKE_ONLY,

    /** ensureQueued: takes a work that is claimed for one that is queued. */
    FINDS_WHAT_IS_NOT_PUSHED,

    // of Wakes
    /** As before commit cb6b8fc: the mark is attended alone, without due. */
    MARKS_WITHOUT_DUE,
    /** The marks are set in the order in which a drain clears them. */
    MARKS_DUE_FIRST,
    /** wake: does not look whether a drain has cleared the marks since markEarly. */
    MARKS_ONCE,
    /** No look at attended after the push if the one before it found the mark. */
    LOOKS_BEFORE_THE_PUSH,
    /** Nobody ever finds the target attended. */
    EVERY_SIGNAL_WAKES,
    /** rouse: a thread that is not parked yet gets no permit. */
    UNPARKS_PARKED_ONLY,

    // of RunPoints
    /** beforePark: goes on to park after works ran: hazard 1 of callbacks that park. */
    PARKS_AFTER_CALLBACKS,
    /** runInPlace: no givePermit. */
    KEEPS_THE_EATEN_PERMIT,

    // of Poll
    /** run: a poll that rests clears the mark, and leaves the works to nobody. */
    RESTS_WITHOUT_DUE,

    // of MonitorWaits
    /** beforeWait: announces after the look. */
    ANNOUNCES_AFTER_THE_LOOK,
    /** beforeWait: does not look again after a stale due. */
    NO_SECOND_LOOK,
    /** wake: one look at the state. */
    ONE_LOOK_AT_THE_WAITER,
}
