// SPDX-License-Identifier: Apache-2.0
package io.taskwork.look;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All virtual threads of this JVM. The only list is the one that {@code jcmd Thread.dump_to_file}
 * prints, in {@code jdk.internal.vm}, which an agent may export to itself.
 */
final class VirtualThreads {
    private final Method root;
    private final Method threads;
    private final Method children;

    VirtualThreads(Instrumentation instrumentation) throws ReflectiveOperationException {
        String internal = "jdk.internal.vm";
        instrumentation.redefineModule(Object.class.getModule(), Set.of(),
                Map.of(internal, Set.of(VirtualThreads.class.getModule())), Map.of(), Set.of(),
                Map.of());
        Class<?> container = Class.forName(internal + ".ThreadContainer");
        root = Class.forName(internal + ".ThreadContainers").getMethod("root");
        threads = container.getMethod("threads");
        children = container.getMethod("children");
    }

    /** Returns the threads that are alive now. A thread may start or end meanwhile. */
    List<Thread> now() throws ReflectiveOperationException {
        List<Thread> found = new ArrayList<>();
        collect(root.invoke(null), found);
        return found;
    }

    private void collect(Object container, List<Thread> found)
            throws IllegalAccessException, InvocationTargetException {
        ((Stream<?>) threads.invoke(container))
                .map(Thread.class::cast)
                .filter(Thread::isVirtual)
                .forEach(found::add);
        for (Object child : ((Stream<?>) children.invoke(container)).toList()) {
            collect(child, found);
        }
    }
}
