// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import io.taskwork.jdk.JdkFields;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Set;
import jdk.internal.misc.Unsafe;
import sun.nio.ch.SelectorImpl;

/** Closing a selector in a callback of the very thread that is blocked in its {@code select}. */
public final class SelectorCloses {
    /*
     * SelectorImpl.implCloseSelector frees the selector's native memory and closes its descriptor
     * under the selector's monitor, which keeps it away from a select of another thread. A callback
     * of the thread that is in select holds that monitor already. So such a close does at once what
     * others can see of it: the selector is closed, its keys are cancelled, select is woken. The
     * rest follows when select returns. For select, and for whoever uses the selector later, this
     * is what a close by another thread is.
     *
     * A select of the callback on the same selector is refused by the JDK: "select in progress".
     */

    /** A selector whose closing is not complete, in a list of its thread. */
    static final class Postponed {
        final SelectorImpl selector;
        Postponed next;

        Postponed(SelectorImpl selector) {
            this.selector = selector;
        }
    }

    private SelectorCloses() {}

    /** Entry of {@code SelectorImpl.implCloseSelector}: true if it is to return. */
    public static boolean beforeClose(Object closed) {
        Target target = targetOf(Thread.currentThread());
        if (target == null || !target.draining || !isInSelect(closed)) {
            return false;
        }
        SelectorImpl selector = (SelectorImpl) closed;
        Postponed postponed = new Postponed(selector); // first, for it may fail
        postponed.next = target.postponedCloses;
        target.postponedCloses = postponed;
        cancelKeys(selector);
        ((Selector) selector).wakeup();
        return true;
    }

    /** Every exit of {@code SelectorImpl.lockAndDoSelect}, after the locks. */
    public static void afterSelect(Object selector) {
        if (!((Selector) selector).isOpen()) {
            completeClose(selector);
        }
    }

    /** The calling thread holds the monitor, so it is the one that is in there. */
    private static boolean isInSelect(Object selector) {
        return Thread.holdsLock(selector) && Fields.U.getBoolean(selector, Fields.IN_SELECT);
    }

    /**
     * So that the channels may be used as if the selector were closed: a callback that closes it
     * may make them blocking, for one. The select that goes on takes them out of its sets.
     */
    private static void cancelKeys(SelectorImpl selector) {
        Set<?> keys = (Set<?>) Fields.U.getReference(selector, Fields.KEYS);
        for (Object key : keys) {
            ((SelectionKey) key).cancel();
        }
    }

    private static void completeClose(Object selector) {
        Thread self = Thread.currentThread();
        Target target = targetOf(self);
        if (target == null || !removePostponed(target, selector)) {
            return;
        }
        try {
            ((SelectorImpl) selector).implCloseSelector();
        } catch (IOException | RuntimeException e) {
            Drain.report(self, null, e); // the close that it belongs to has returned
        }
    }

    /** As {@link Target#find}, which would initialize that class for a thread without works. */
    private static Target targetOf(Thread thread) {
        Task task = Task.find(thread);
        return task == null ? null : task.target();
    }

    private static boolean removePostponed(Target target, Object selector) {
        Postponed before = null;
        for (Postponed p = target.postponedCloses; p != null; p = p.next) {
            if (p.selector == selector) {
                if (before == null) {
                    target.postponedCloses = p.next;
                } else {
                    before.next = p.next;
                }
                return true;
            }
            before = p;
        }
        return false;
    }

    /** Not in the class itself: see {@link Task}. */
    private static final class Fields {
        static final Unsafe U = Unsafe.getUnsafe();
        static final long IN_SELECT = JdkFields.IN_SELECT.offset();
        static final long KEYS = JdkFields.SELECTOR_KEYS.offset();
    }
}
