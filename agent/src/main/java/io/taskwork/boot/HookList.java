// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

/**
 * The exit hooks of one thread, last in first out, under the same lock as its works: so the look
 * that finds neither a work nor a hook, and the close of the queue, are one step. A superclass, so
 * that it costs its owner no object.
 *
 * <p>No drain sees a hook before its turn has come, which {@link WorkQueue#close} decides.
 */
class HookList extends SpinLock {
    /** Hooks registered before it are reached by their older links. Under the lock. */
    private Work newestHook;

    /** The lock is held, and the work is claimed. */
    final void linkHook(Work work) {
        Work older = newestHook;
        work.older = older;
        work.newer = null;
        if (older != null) {
            older.newer = work;
        }
        newestHook = work;
        work.setPhase(Work.HOOK);
    }

    /** The lock is held, and the work is a hook whose turn has not come. */
    final void unlinkHook(Work work) {
        Work older = work.older;
        Work newer = work.newer;
        if (newer == null) {
            newestHook = older;
        } else {
            newer.older = older;
        }
        if (older != null) {
            older.newer = newer;
        }
        work.older = null;
        work.newer = null;
    }

    /** The one whose turn is next, or null. The lock is held. */
    final Work newestHook() {
        return newestHook;
    }
}
