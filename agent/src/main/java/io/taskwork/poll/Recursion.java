// SPDX-License-Identifier: Apache-2.0
package io.taskwork.poll;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which methods of a class must poll at their entry, so that no recursion goes on without a poll. A
 * method that calls what may lead back to it does, and so every circle of calls that leaves the
 * class has one. Of a circle within the class it is the method that is come to for the second time.
 */
final class Recursion {
    private final Map<String, CodeShape.Method> methods;
    private final Set<String> entries = new HashSet<>();
    private final Set<String> onTheWay = new HashSet<>();
    private final Set<String> done = new HashSet<>();

    private Recursion(Map<String, CodeShape.Method> methods) {
        this.methods = methods;
    }

    /** By name and descriptor. */
    static Set<String> entries(CodeShape shape) {
        Recursion recursion = new Recursion(shape.methods);
        shape.methods.forEach((name, method) -> {
            if (method.callsOut) {
                recursion.entries.add(name);
            }
        });
        for (String name : shape.methods.keySet()) {
            recursion.follow(name);
        }
        return recursion.entries;
    }

    /** Through methods that do not poll. */
    private void follow(String name) {
        if (entries.contains(name) || done.contains(name)) {
            return;
        }
        if (!onTheWay.add(name)) {
            entries.add(name);
            return;
        }
        for (String callee : methods.get(name).calls) {
            follow(callee);
        }
        onTheWay.remove(name);
        done.add(name);
    }
}
