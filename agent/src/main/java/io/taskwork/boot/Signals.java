// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

/** A condition's signal that came to a thread which is busy with works. */
final class Signals {
    /*
     * The thread keeps its signal, and the next waiter of the same condition that is not busy gets
     * one besides. So none is ever lost, and whoever comes first takes what there is; the other one
     * looks, finds nothing and waits again, in its old call.
     *
     * That one would see its await return for no reason if it did not loop. So this is done for the
     * classes of java.util.concurrent only, of which each await stands in a loop. To take the
     * signal away from the busy thread instead is not sound: when a turn comes, others may have
     * begun to wait since the signal, for something else, and a signal that was meant for this
     * thread would be lost on one of them (a hands over to b by signal, then awaits on the same
     * condition).
     */

    private static final String PACKAGE = "java.util.concurrent.";

    private Signals() {}

    /** The turn of a thread was passed on: so is the signal that it has, if any. The keeper. */
    static void passOn(Target target) {
        Object condition = target.signalled;
        if (condition != null && isInPackage(Awaits.caller(target.thread))
                && target.casSignalled(condition)) { // else the trace may be that of a later wait
            ConditionQueue.signal(LockQueue.INT.outer(condition), condition);
        }
    }

    /** Not in one below it. */
    private static boolean isInPackage(String type) {
        return type != null && type.startsWith(PACKAGE)
                && type.lastIndexOf('.') == PACKAGE.length() - 1;
    }
}
