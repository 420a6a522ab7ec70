// SPDX-License-Identifier: Apache-2.0
package io.taskwork.poll;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Finds the methods of a class that must poll at their entry, so that no recursion goes on without
 * a poll. Every method that calls something that may lead back to it is one. So every circle of
 * calls that leaves the class has a poll. In a circle within the class, it is the first method that
 * the search reaches for the second time.
 */
final class Recursion {
    private final Map<String, CodeShape.Method> methods;
    private final Set<String> entries = new HashSet<>();
    private final Set<String> onTheWay = new HashSet<>();
    private final Set<String> done = new HashSet<>();

    private Recursion(Map<String, CodeShape.Method> methods) {
        this.methods = methods;
    }

    /** Returns those methods, by name and descriptor. */
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

    /** Follows the calls through methods that do not poll. */
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
