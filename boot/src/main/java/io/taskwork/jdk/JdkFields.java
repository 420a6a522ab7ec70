// SPDX-License-Identifier: Apache-2.0
package io.taskwork.jdk;

import java.util.ArrayList;
import java.util.List;

/**
 * The fields and constants of the JDK that the runtime relies on. Each is named here and nowhere
 * else: they are verified before anything is changed, and the runtime takes its offsets and values
 * from here. Methods are in {@link Hooks} and {@link JdkMethods}.
 */
public final class JdkFields {
    private static final List<JdkField> ALL = new ArrayList<>(); // first, since the others join it

    private static final String THREAD = "java.lang.Thread";
    private static final String VIRTUAL_THREAD = "java.lang.VirtualThread";
    private static final String STACKABLE_SCOPE = "jdk.internal.vm.StackableScope";
    private static final String AQS = "java.util.concurrent.locks.AbstractQueuedSynchronizer";
    private static final String INT = "int";

    public static final JdkField INTERRUPT_LOCK =
            required(THREAD, "interruptLock", "java.lang.Object");
    public static final JdkField TID = required(THREAD, "tid", "long");
    public static final JdkField INTERRUPTED = required(THREAD, "interrupted", "boolean");
    public static final JdkField HOLDER =
            required(THREAD, "holder", "java.lang.Thread$FieldHolder");
    public static final JdkField THREAD_STATUS =
            required("java.lang.Thread$FieldHolder", "threadStatus", INT);
    public static final JdkField UNCAUGHT_EXCEPTION_HANDLER = required(THREAD,
            "uncaughtExceptionHandler", "java.lang.Thread$UncaughtExceptionHandler");

    public static final JdkField IMPL_LOOKUP = required("java.lang.invoke.MethodHandles$Lookup",
            "IMPL_LOOKUP", "java.lang.invoke.MethodHandles$Lookup");
    public static final JdkField DECLARING_CLASS = required(
            "java.lang.StackTraceElement", "declaringClassObject", "java.lang.Class");

    public static final JdkField NIO_BLOCKER =
            required(THREAD, "nioBlocker", "sun.nio.ch.Interruptible");
    public static final JdkField HEAD_STACKABLE_SCOPES =
            required(THREAD, "headStackableScopes", STACKABLE_SCOPE);
    public static final JdkField SCOPE_PREVIOUS =
            required(STACKABLE_SCOPE, "previous", STACKABLE_SCOPE);
    public static final JdkField IN_SELECT =
            required("sun.nio.ch.SelectorImpl", "inSelect", "boolean");
    public static final JdkField SELECTOR_KEYS =
            required("sun.nio.ch.SelectorImpl", "keys", "java.util.Set");

    public static final JdkField SCHEDULER =
            required(VIRTUAL_THREAD, "scheduler", "java.util.concurrent.Executor");
    public static final JdkField DEFAULT_SCHEDULER = required(
            VIRTUAL_THREAD, "DEFAULT_SCHEDULER", "java.util.concurrent.ForkJoinPool");
    public static final JdkField RUN_CONTINUATION =
            required(VIRTUAL_THREAD, "runContinuation", "java.lang.Runnable");
    public static final JdkField CARRIER_THREAD =
            required(VIRTUAL_THREAD, "carrierThread", THREAD);
    public static final JdkField STATE = required(VIRTUAL_THREAD, "state", INT);
    public static final JdkField INTERRUPTIBLE_WAIT =
            differs(VIRTUAL_THREAD, "interruptibleWait", "boolean",
                    "from 26: false in a wait of the VM's own; earlier releases have none");
    public static final JdkField NEW = state("NEW");
    public static final JdkField RUNNING = state("RUNNING");
    public static final JdkField PARKED = state("PARKED");
    public static final JdkField TIMED_PARKED = state("TIMED_PARKED");
    public static final JdkField UNPARKED = state("UNPARKED");
    public static final JdkField PINNED = state("PINNED");
    public static final JdkField TIMED_PINNED = state("TIMED_PINNED");
    public static final JdkField TERMINATED = state("TERMINATED");
    public static final JdkField WAITING = waitState("WAITING");
    public static final JdkField WAIT = waitState("WAIT");
    public static final JdkField TIMED_WAITING = waitState("TIMED_WAITING");
    public static final JdkField TIMED_WAIT = waitState("TIMED_WAIT");
    public static final JdkField UNBLOCKED = waitState("UNBLOCKED");
    public static final JdkField BLOCKING = monitorState("BLOCKING");
    public static final JdkField BLOCKED = monitorState("BLOCKED");
    public static final JdkField SUSPENDED = differs(VIRTUAL_THREAD, "SUSPENDED", INT,
            "up to 26: a stack walk from outside sets it; later ones use a handshake");

    public static final JdkField TASK_STATUS =
            required("java.util.concurrent.ForkJoinTask", "status", INT);
    public static final JdkField NO_USER_HELP =
            differs("java.util.concurrent.ForkJoinTask", "NO_USER_HELP", INT,
                    "from 22: pools wake more workers for a task that has it");

    public static final JdkField PARTICIPANT = required("java.util.concurrent.Exchanger",
            "participant", "java.util.concurrent.Exchanger$Participant");

    public static final Synchronizer SYNCHRONIZER =
            new Synchronizer(AQS);
    public static final Synchronizer LONG_SYNCHRONIZER =
            new Synchronizer("java.util.concurrent.locks.AbstractQueuedLongSynchronizer");

    public static final JdkField COND = required(AQS, "COND", INT);
    public static final JdkField FIRST_WAITER =
            required(AQS + "$ConditionObject", "firstWaiter", AQS + "$ConditionNode");
    public static final JdkField LAST_WAITER =
            required(AQS + "$ConditionObject", "lastWaiter", AQS + "$ConditionNode");
    public static final JdkField NEXT_WAITER =
            required(AQS + "$ConditionNode", "nextWaiter", AQS + "$ConditionNode");

    /** The fields of a synchronizer, its nodes and its conditions. */
    public static final class Synchronizer {
        public final JdkField waiting;
        public final JdkField cancelled;
        public final JdkField head;
        public final JdkField tail;
        public final JdkField prev;
        public final JdkField next;
        public final JdkField waiter;
        public final JdkField status;
        public final JdkField outer;

        private Synchronizer(String sync) {
            String node = sync + "$Node";
            waiting = required(sync, "WAITING", INT);
            cancelled = required(sync, "CANCELLED", INT);
            head = required(sync, "head", node);
            tail = required(sync, "tail", node);
            prev = required(node, "prev", node);
            next = required(node, "next", node);
            waiter = required(node, "waiter", THREAD);
            status = required(node, "status", INT);
            outer = required(sync + "$ConditionObject", "this$0", sync);
        }
    }

    private JdkFields() {}

    /** Returns all fields, in the order of this file. */
    public static List<JdkField> all() {
        return List.copyOf(ALL);
    }

    private static JdkField required(String owner, String name, String type) {
        return add(new JdkField(owner, name, type, Need.REQUIRED, null));
    }

    private static JdkField differs(String owner, String name, String type, String note) {
        return add(new JdkField(owner, name, type, Need.DIFFERS, note));
    }

    /** A state that every virtual thread can have. */
    private static JdkField state(String name) {
        return required(VIRTUAL_THREAD, name, INT);
    }

    /** A state of a virtual thread that waits in {@code Object.wait} without a carrier. */
    private static JdkField waitState(String name) {
        return differs(VIRTUAL_THREAD, name, INT,
                "from 24: before that, Object.wait keeps the carrier");
    }

    /** A state of a virtual thread that waits for a monitor without a carrier. */
    private static JdkField monitorState(String name) {
        return differs(VIRTUAL_THREAD, name, INT,
                "from 24: before that, a thread that waits for a monitor keeps its carrier");
    }

    private static JdkField add(JdkField field) {
        ALL.add(field);
        return field;
    }
}
