// SPDX-License-Identifier: Apache-2.0
package io.taskwork.agent;

import io.taskwork.weave.Hook;
import io.taskwork.weave.Hooks;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;

/** Whether this JDK has every member that the hooks and the runtime rely on. */
public final class JdkShape {
    /** A field that the runtime reads or writes. */
    private record Field(String owner, String name, String type) {}

    private static final String VIRTUAL_THREAD = "java.lang.VirtualThread";

    private JdkShape() {}

    /** Throws if a member is missing; changes nothing. */
    public static void verify() throws Refusal {
        List<String> missing = missing();
        if (!missing.isEmpty()) {
            throw new Refusal(jdk() + " has no " + String.join(", no ", missing));
        }
        requireContinuations();
    }

    public static String jdk() {
        return "this JDK (" + System.getProperty("java.vm.name") + " "
                + System.getProperty("java.vm.version") + ")";
    }

    /** What is relied on and is not there. */
    static List<String> missing() {
        List<String> missing = new ArrayList<>();
        for (Hook hook : Hooks.all()) {
            if (!isThere(hook)) {
                missing.add(hook.signature());
            }
        }
        for (Field field : fields()) {
            if (!isThere(field)) {
                missing.add(field.owner + "." + field.name + " of type " + field.type);
            }
        }
        return missing;
    }

    private static List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        fields.add(new Field("java.lang.Thread", "interruptLock", "java.lang.Object"));
        fields.add(new Field(VIRTUAL_THREAD, "scheduler", "java.util.concurrent.Executor"));
        fields.add(new Field(VIRTUAL_THREAD, "runContinuation", "java.lang.Runnable"));
        for (String name : List.of("state", "RUNNING", "WAITING", "WAIT", "TIMED_WAITING",
                "TIMED_WAIT", "UNBLOCKED", "PARKED", "TIMED_PARKED", "UNPARKED", "SUSPENDED")) {
            fields.add(new Field(VIRTUAL_THREAD, name, "int"));
        }
        String task = "java.util.concurrent.ForkJoinTask";
        fields.add(new Field(task, "status", "int"));
        fields.add(new Field(task, "NO_USER_HELP", "int"));
        fields.add(new Field("java.util.concurrent.Exchanger", "participant",
                "java.util.concurrent.Exchanger$Participant"));
        addSynchronizer(fields, "java.util.concurrent.locks.AbstractQueuedSynchronizer");
        addSynchronizer(fields, "java.util.concurrent.locks.AbstractQueuedLongSynchronizer");
        addConditions(fields, "java.util.concurrent.locks.AbstractQueuedSynchronizer");
        return fields;
    }

    private static void addSynchronizer(List<Field> fields, String sync) {
        String node = sync + "$Node";
        fields.add(new Field(sync, "WAITING", "int"));
        fields.add(new Field(sync, "CANCELLED", "int"));
        fields.add(new Field(sync, "head", node));
        fields.add(new Field(sync, "tail", node));
        fields.add(new Field(node, "prev", node));
        fields.add(new Field(node, "next", node));
        fields.add(new Field(node, "waiter", "java.lang.Thread"));
        fields.add(new Field(node, "status", "int"));
        fields.add(new Field(sync + "$ConditionObject", "this$0", sync));
    }

    private static void addConditions(List<Field> fields, String sync) {
        String node = sync + "$ConditionNode";
        fields.add(new Field(sync, "COND", "int"));
        fields.add(new Field(sync + "$ConditionObject", "firstWaiter", node));
        fields.add(new Field(sync + "$ConditionObject", "lastWaiter", node));
        fields.add(new Field(node, "nextWaiter", node));
    }

    private static boolean isThere(Field field) {
        try {
            Class<?> owner = Class.forName(field.owner, false, null);
            return owner.getDeclaredField(field.name).getType().getName().equals(field.type);
        } catch (ClassNotFoundException | NoSuchFieldException e) {
            return false;
        }
    }

    private static boolean isThere(Hook hook) {
        try {
            Class<?> owner = Class.forName(hook.type(), false, null);
            MethodType type = MethodType.fromMethodDescriptorString(hook.descriptor(), null);
            Class<?>[] parameters = type.parameterArray();
            if (hook.method().equals("<init>")) {
                owner.getDeclaredConstructor(parameters);
                return true;
            }
            return owner.getDeclaredMethod(hook.method(), parameters).getReturnType()
                    == type.returnType();
        } catch (ClassNotFoundException | NoSuchMethodException | TypeNotPresentException e) {
            return false;
        }
    }

    /** Without VM continuations every virtual thread is a platform thread in disguise. */
    private static void requireContinuations() throws Refusal {
        Thread probe = Thread.ofVirtual().unstarted(() -> {});
        if (!probe.getClass().getName().equals(VIRTUAL_THREAD)) {
            throw new Refusal("virtual threads are " + probe.getClass().getName()
                    + " here; start without -XX:-VMContinuations");
        }
    }
}
