// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import io.taskwork.jdk.JdkFields;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Set;
import jdk.internal.misc.Unsafe;
import sun.nio.ch.SelectorImpl;

/** Closes a selector in a callback of the very thread that is blocked in its {@code select}. */
public final class SelectorCloses {
    /*
     * SelectorImpl.implCloseSelector frees the selector's native memory and closes its descriptor
     * under the selector's monitor, which keeps it from running during a select of another thread.
     * A callback of the thread that is in select holds that monitor already. Such a close therefore
     * does at once only what others can see: the selector is closed, its keys are cancelled, and
     * select is woken. The rest follows when select returns. For select, and for whoever uses the
     * selector later, this is the same as a close by another thread.
     *
     * The JDK refuses a select of the callback on the same selector: "select in progress".
     */

    /** A selector whose close is not complete, in a list of its thread. */
    static final class Postponed {
        final SelectorImpl selector;
        Postponed next;

        Postponed(SelectorImpl selector) {
            this.selector = selector;
        }
    }

    private SelectorCloses() {}

    /**
     * Called at the entry of {@code SelectorImpl.implCloseSelector}; returns true if that is to
     * return.
     */
    public static boolean beforeClose(Object closed) {
        Target target = targetOf(Thread.currentThread());
        if (target == null || !target.draining || !isInSelect(closed)) {
            return false;
        }
        SelectorImpl selector = (SelectorImpl) closed;
        Postponed postponed = new Postponed(selector); // first, since it may fail
        postponed.next = target.postponedCloses;
        target.postponedCloses = postponed;
        cancelKeys(selector);
        ((Selector) selector).wakeup();
        return true;
    }

    /**
     * Called at every exit of {@code SelectorImpl.lockAndDoSelect}, after the locks are released.
     */
    public static void afterSelect(Object selector) {
        if (!((Selector) selector).isOpen()) {
            completeClose(selector);
        }
    }

    /**
     * Returns whether the current thread is in select: it holds the monitor, so it is the one that
     * is there.
     */
    private static boolean isInSelect(Object selector) {
        return Thread.holdsLock(selector) && Fields.U.getBoolean(selector, Fields.IN_SELECT);
    }

    /**
     * Cancels the keys, so that the channels can be used as if the selector were closed: a callback
     * that closes it may, for example, make them blocking. The select that continues takes them out
     * of its sets.
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
            Drain.report(self, null, e); // the call of close has returned
        }
    }

    /**
     * Does what {@link Target#find} does, which would initialize that class for a thread without
     * works.
     */
    private static Target targetOf(Thread thread) {
        Slot slot = Slot.find(thread);
        return slot == null ? null : slot.target();
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

    /** The constants are not in the class itself; {@link Slot} says why. */
    private static final class Fields {
        static final Unsafe U = Unsafe.getUnsafe();
        static final long IN_SELECT = JdkFields.IN_SELECT.offset();
        static final long KEYS = JdkFields.SELECTOR_KEYS.offset();
    }
}
