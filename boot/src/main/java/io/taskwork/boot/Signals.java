// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

/** Passes on a condition's signal that came to a thread which is busy with works. */
final class Signals {
    /*
     * The thread keeps its signal, and the next waiter of the same condition that is not busy gets
     * one as well. No signal is therefore ever lost, and whichever thread comes first takes what
     * there is; the other one looks, finds nothing and waits again, in the same call.
     *
     * If that thread did not loop, it would see its await return for no reason. Therefore this is
     * done only for the classes of java.util.concurrent, in which each await is in a loop. Taking
     * the signal away from the busy thread instead would not be sound: when a turn comes, other
     * threads may have begun to wait since the signal, for something else, and a signal that was
     * meant for this thread would be lost on one of them (for example, if a hands over to b by
     * signal, and then awaits on the same condition).
     */

    private static final String PACKAGE = "java.util.concurrent.";

    private Signals() {}

    /**
     * Passes on the signal that a thread has, if any, after its turn was passed on. Called by the
     * keeper.
     */
    static void passOn(Target target) {
        Object condition = target.signalled;
        if (condition != null && isInPackage(Awaits.caller(target.thread))
                && target.casSignalled(condition)) { // or the trace may be that of a later wait
            ConditionQueue.signal(LockQueue.INT.outer(condition), condition);
        }
    }

    /** Returns whether a class is in the package itself, and not in a subpackage. */
    private static boolean isInPackage(String type) {
        return type != null && type.startsWith(PACKAGE)
                && type.lastIndexOf('.') == PACKAGE.length() - 1;
    }
}
