// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

/**
 * The numbers that API and runtime exchange: the ordinals of the API's enums, whose classes the
 * runtime does not know, since there may be several copies of them. A test of the API compares
 * them.
 */
public final class Ordinals {
    // Of Notify.
    public static final int NOTIFY_NONE = 0;
    public static final int NOTIFY_RESUME = 1;
    public static final int NOTIFY_SIGNAL = 2;

    // Of TaskWork.State.
    static final int STATE_IDLE = 0;
    static final int STATE_QUEUED = 1;
    static final int STATE_RUNNING = 2;

    // Of Reach.
    static final int REACH_NOW = 0;
    static final int REACH_RUNNING = 1;
    static final int REACH_DRAINING = 2;
    static final int REACH_MASKED = 3;
    static final int REACH_MONITOR = 4;
    static final int REACH_NO_RUN_POINT = 5;
    static final int REACH_OLDER_FRAME = 6;
    static final int REACH_NOT_STARTED = 7;
    static final int REACH_EXITED = 8;
    static final int REACH_POLLING = 9;

    private Ordinals() {}
}
