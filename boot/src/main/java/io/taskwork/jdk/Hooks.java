// SPDX-License-Identifier: Apache-2.0
package io.taskwork.jdk;

import java.util.ArrayList;
import java.util.List;

/** The table of all woven methods: the only source of what is verified, woven and printed. */
public final class Hooks {
    private static final String LOCKS = "java.util.concurrent.locks.";
    private static final String BOOT = "io.taskwork.boot.";
    private static final String WEAVE = "io.taskwork.weave.";

    private Hooks() {}

    /** Returns all hooks; those of one class are together. */
    public static List<Hook> all() {
        List<Hook> hooks = new ArrayList<>();
        String thread = "java.lang.Thread";
        // These are the constructors that do not call another one. Each makes one object,
        // interruptLock.
        String constructor = "(Ljava/lang/ThreadGroup;Ljava/lang/String;ILjava/lang/Runnable;J";
        for (List<String> descriptors : List.of(
                List.of(constructor + ")V",
                        constructor + "Ljava/security/AccessControlContext;)V"), // up to 23
                List.of("(Ljava/lang/String;IZ)V"))) {
            hooks.add(new Hook.Replaced(thread, "<init>", descriptors,
                    "java.lang.Object.<init>()V", BOOT + "Slot", "gives the thread its slot",
                    null));
        }
        hooks.add(new Hook.Advised(thread, "exit", "()V",
                WEAVE + "ThreadAdvice$Exit", "exit of a platform thread"));
        hooks.add(new Hook.Advised(thread, "join", "(J)V",
                WEAVE + "ThreadAdvice$Join", "leaves the joined thread's monitor to run works"));
        hooks.add(new Hook.Advised(thread, "interrupt", "()V",
                WEAVE + "ThreadAdvice$Interrupt", "tells callbacks' interrupts apart"));

        hooks.add(new Hook.Advised(thread, "runWith", "(Ljava/lang/Object;Ljava/lang/Runnable;)V",
                WEAVE + "ThreadAdvice$RunWith", "run point at the start of a virtual thread"));

        String virtual = "java.lang.VirtualThread";
        hooks.add(park(virtual, "park", "()V"));
        hooks.add(park(virtual, "parkNanos", "(J)V"));
        hooks.add(new Hook.Advised(virtual, "tryYield", "()V",
                WEAVE + "VirtualThreadAdvice$Yield", "run point after Thread.yield"));
        hooks.add(new Hook.Replaced(virtual, "run", List.of("(Ljava/lang/Runnable;)V"),
                "jdk.internal.vm.StackableScope.popAll()V", BOOT + "RunPoints", "exit", null));
        hooks.add(new Hook.Advised(virtual, "run", "(Ljava/lang/Runnable;)V",
                WEAVE + "VirtualThreadAdvice$Run", "exit if popAll was not reached"));
        hooks.add(new Hook.Advised(virtual, "afterDone", "(Z)V",
                WEAVE + "VirtualThreadAdvice$Done", "closes the queue if start failed"));
        hooks.add(new Hook.Advised(virtual, "unpark", List.of("(Z)V", "()V"), // the second up to 23
                WEAVE + "VirtualThreadAdvice$Unpark", "passes a lock's turn on"));
        hooks.add(new Hook.Advised(virtual, "interrupt", "()V",
                WEAVE + "ThreadAdvice$Interrupt", "tells callbacks' interrupts apart"));
        hooks.add(new Hook.Advised(virtual, "getAndClearInterrupt", "()Z",
                WEAVE + "VirtualThreadAdvice$ClearInterrupt", "tells callbacks' interrupts apart"));

        hooks.add(new Hook.Advised("jdk.internal.vm.StackableScope", "popAll", "()V",
                WEAVE + "StackableScopeAdvice$PopAll", "exit of threads older than the agent"));

        for (String park : List.of("park()V", "park(Ljava/lang/Object;)V", "parkNanos(J)V",
                "parkNanos(Ljava/lang/Object;J)V", "parkUntil(J)V")) {
            addPlatform(hooks, park, "park(ZJ)V", "run point of platform threads", null);
        }
        addPlatform(hooks, "parkUntil(Ljava/lang/Object;J)V", "park(ZJ)V",
                "run point of platform threads", "in 21: later releases call parkUntil(long)");
        addPlatform(hooks, "unpark(Ljava/lang/Thread;)V", "unpark(Ljava/lang/Object;)V",
                "passes a lock's turn on", null);

        addSynchronizer(hooks, LOCKS + "AbstractQueuedSynchronizer", "I");
        addSynchronizer(hooks, LOCKS + "AbstractQueuedLongSynchronizer", "J");

        for (String exchange : List.of("slotExchange", "arenaExchange")) {
            hooks.add(new Hook.Replaced("java.util.concurrent.Exchanger", exchange,
                    List.of("(Ljava/lang/Object;ZJ)Ljava/lang/Object;"),
                    "java.lang.Thread.yield()V", BOOT + "Exchanges",
                    "no run point while its node is in use",
                    "up to 23: later exchangers do not yield"));
        }

        String selector = "sun.nio.ch.SelectorImpl";
        hooks.add(new Hook.Advised(selector, "implCloseSelector", "()V",
                WEAVE + "SelectorAdvice$Close", "postpones a close inside the thread's own select"));
        hooks.add(new Hook.Advised(selector, "lockAndDoSelect",
                "(Ljava/util/function/Consumer;J)I", WEAVE + "SelectorAdvice$Select",
                "completes a postponed close"));

        hooks.add(new Hook.Advised("java.lang.Object", "wait", "(J)V",
                WEAVE + "ObjectAdvice$Wait", "run point before and after waiting"));
        return List.copyOf(hooks);
    }

    private static Hook park(String type, String method, String descriptor) {
        return new Hook.Guarded(type, method, List.of(descriptor), BOOT + "RunPoints",
                "beforePark", "afterPark", "run point before and after parking");
    }

    private static void addPlatform(
            List<Hook> hooks, String method, String call, String purpose, String note) {
        int end = method.indexOf('(');
        hooks.add(new Hook.Replaced(LOCKS + "LockSupport", method.substring(0, end),
                List.of(method.substring(end)),
                "jdk.internal.misc.Unsafe." + call, BOOT + "PlatformParks", purpose, note));
    }

    private static void addSynchronizer(List<Hook> hooks, String sync, String argument) {
        String internal = sync.replace('.', '/');
        String acquire = "(L" + internal + "$Node;" + argument + "ZZZJ)I";
        hooks.add(new Hook.Advised(sync, "acquire", acquire,
                WEAVE + "SynchronizerAdvice$Acquire", "queues again after a passed turn"));
        hooks.add(new Hook.Replaced(sync, "acquire", List.of(acquire),
                "java.lang.Thread.interrupted()Z", BOOT + "Acquires",
                "keeps an interrupt for a repeat", null));
        for (String node : List.of("ExclusiveNode", "SharedNode")) {
            hooks.add(new Hook.Advised(sync + "$" + node, "<init>", "()V",
                    WEAVE + "SynchronizerAdvice$NodeCreated", "notes the thread's current node"));
        }
        hooks.add(new Hook.Advised(sync + "$ConditionNode", "<init>", "()V",
                WEAVE + "SynchronizerAdvice$ConditionNodeCreated",
                "notes the thread's current node"));
        hooks.add(new Hook.Advised(sync + "$ConditionObject", "canReacquire",
                "(L" + internal + "$ConditionNode;)Z",
                WEAVE + "SynchronizerAdvice$CanReacquire", "ends the wait after a passed turn"));
    }
}
