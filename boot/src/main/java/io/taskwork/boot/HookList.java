// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

/**
 * The exit hooks of one thread, last in first out. They are under the same lock as its works, so
 * that finding neither a work nor a hook and closing the queue are one step. This is a superclass
 * so that it costs its owner no object.
 *
 * <p>No drain sees a hook before its turn has come; {@link WorkQueue#close} decides when that is.
 */
class HookList extends SpinLock {
    /** The newest hook; older links lead to those registered before it. Accessed under the lock. */
    private Work newestHook;

    /** Links a claimed work as a hook. The lock is held. */
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

    /** Unlinks a hook whose turn has not come. The lock is held. */
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

    /** Returns the hook whose turn is next, or null. The lock is held. */
    final Work newestHook() {
        return newestHook;
    }
}
