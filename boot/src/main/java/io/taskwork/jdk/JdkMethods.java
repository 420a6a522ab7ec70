// SPDX-License-Identifier: Apache-2.0
package io.taskwork.jdk;

import java.util.ArrayList;
import java.util.List;

/**
 * The methods of the JDK that the runtime calls and that are not part of the Java API. Methods that
 * are woven are in {@link Hooks}.
 */
public final class JdkMethods {
    private static final String UNSAFE = "jdk.internal.misc.Unsafe";

    /**
     * Each row has a class, then its methods; forms of older releases follow the newest after a
     * space.
     */
    private static final String[][] TABLE = {
        {UNSAFE,
            "getUnsafe()Ljdk/internal/misc/Unsafe;",
            "objectFieldOffset(Ljava/lang/Class;Ljava/lang/String;)J",
            "objectFieldOffset(Ljava/lang/reflect/Field;)J",
            "staticFieldBase(Ljava/lang/reflect/Field;)Ljava/lang/Object;",
            "staticFieldOffset(Ljava/lang/reflect/Field;)J",
            "ensureClassInitialized(Ljava/lang/Class;)V",
            "pageSize()I",
            "fullFence()V",
            "park(ZJ)V",
            "unpark(Ljava/lang/Object;)V",
            "getInt(Ljava/lang/Object;J)I",
            "getIntVolatile(Ljava/lang/Object;J)I",
            "getLong(Ljava/lang/Object;J)J",
            "getBoolean(Ljava/lang/Object;J)Z",
            "getBooleanVolatile(Ljava/lang/Object;J)Z",
            "putInt(Ljava/lang/Object;JI)V",
            "putIntRelease(Ljava/lang/Object;JI)V",
            "putIntVolatile(Ljava/lang/Object;JI)V",
            "compareAndSetInt(Ljava/lang/Object;JII)Z",
            "getAndAddInt(Ljava/lang/Object;JI)I",
            "getAndBitwiseAndInt(Ljava/lang/Object;JI)I",
            "putBooleanRelease(Ljava/lang/Object;JZ)V",
            "compareAndSetBoolean(Ljava/lang/Object;JZZ)Z",
            "getReference(Ljava/lang/Object;J)Ljava/lang/Object;",
            "getReferenceAcquire(Ljava/lang/Object;J)Ljava/lang/Object;",
            "getReferenceVolatile(Ljava/lang/Object;J)Ljava/lang/Object;",
            "putReference(Ljava/lang/Object;JLjava/lang/Object;)V",
            "putReferenceVolatile(Ljava/lang/Object;JLjava/lang/Object;)V",
            "compareAndSetReference(Ljava/lang/Object;JLjava/lang/Object;Ljava/lang/Object;)Z",
            "getAndSetReference(Ljava/lang/Object;JLjava/lang/Object;)Ljava/lang/Object;"},
        {"jdk.internal.vm.Continuation", "pin()V", "unpin()V"},
        {"jdk.internal.misc.VM", "toThreadState(I)Ljava/lang/Thread$State;"},
        {"jdk.internal.vm.ContinuationSupport", "isSupported()Z"},
        {"jdk.internal.access.SharedSecrets",
            "getJavaLangAccess()Ljdk/internal/access/JavaLangAccess;"},
        {"jdk.internal.access.JavaLangAccess", "addReads(Ljava/lang/Module;Ljava/lang/Module;)V",
            "blockedOn(Lsun/nio/ch/Interruptible;)V"},
        {"jdk.internal.vm.StackableScope", "<init>()V", "popForcefully()Z", "popAll()V"},
        {"sun.nio.ch.Interruptible", "interrupt(Ljava/lang/Thread;)V"},
        {"sun.nio.ch.SelectorImpl", "implCloseSelector()V"},
        {"java.lang.Thread", "setInterrupt()V", "interrupt0()V",
            "getStackTrace0()[Ljava/lang/StackTraceElement; ()Ljava/lang/Object;"}, // up to 26
        {"java.util.concurrent.locks.AbstractQueuedSynchronizer", "cleanQueue()V", "enqueue"
            + "(Ljava/util/concurrent/locks/AbstractQueuedSynchronizer$ConditionNode;)V"},
        {"java.util.concurrent.locks.AbstractQueuedLongSynchronizer", "cleanQueue()V"},
    };

    public static final JdkMethod POST_INTERRUPT = new JdkMethod(
            "sun.nio.ch.Interruptible", "postInterrupt", List.of("()V"),
            "from 23: before that, Interruptible.interrupt does both");

    private JdkMethods() {}

    /** Returns all methods. */
    public static List<JdkMethod> all() {
        List<JdkMethod> methods = new ArrayList<>();
        for (String[] row : TABLE) {
            for (int i = 1; i < row.length; i++) {
                int end = row[i].indexOf('(');
                methods.add(new JdkMethod(row[0], row[i].substring(0, end),
                        List.of(row[i].substring(end).split(" ")), null));
            }
        }
        methods.add(POST_INTERRUPT);
        return methods;
    }
}
