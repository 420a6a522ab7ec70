// SPDX-License-Identifier: Apache-2.0
package io.taskwork.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Visits every state that some actors can reach, in whatever order they take their steps. It goes
 * breadth first, so that the trace to a violation is a shortest one. Steps are sequentially
 * consistent, like the volatile accesses for which they stand; weaker modes are left to jcstress.
 */
final class Explorer<S extends State<S>> {
    /** A rule that must hold in every state. */
    interface Rule<S> {
        /**
         * Returns what is wrong with the state, or null.
         *
         * @param quiet whether nobody who can be relied on has anything left to do in it
         */
        String violation(S state, boolean quiet);
    }

    /** The outcome of a search; there is neither a violation nor a trace if all is well. */
    record Outcome(int states, int steps, String violation, List<String> trace) {
        @Override
        public String toString() {
            return states + " states, " + steps + " steps: "
                    + (violation == null ? "holds"
                            : violation + "\n  " + String.join("\n  ", trace));
        }
    }

    private record Visit<S>(S state, String key, Visit<S> from, String by) {}

    private static final int TOO_MANY = 20_000_000;

    private final List<? extends Actor<S>> actors;
    private final Rule<S> rule;

    /** States from which the first actor is known to come to rest. */
    private final Set<String> settles = new HashSet<>();

    Explorer(List<? extends Actor<S>> actors, Rule<S> rule) {
        this.actors = actors;
        this.rule = rule;
    }

    Outcome explore(S initial) {
        Set<String> seen = new HashSet<>();
        ArrayDeque<Visit<S>> open = new ArrayDeque<>();
        String first = initial.key();
        seen.add(first);
        open.add(new Visit<>(initial, first, null, "start"));
        int steps = 0;
        for (Visit<S> visit; (visit = open.poll()) != null; ) {
            S state = visit.state;
            boolean quiet = true;
            for (Actor<S> actor : actors) {
                String step = actor.next(state);
                for (int way = 0; step != null && way < actor.ways(state); way++) {
                    S after = state.copy();
                    actor.step(after, way);
                    steps++;
                    String key = after.key();
                    quiet &= !actor.isSure(state) || key.equals(visit.key); // a spinner waits for others
                    if (seen.add(key)) {
                        open.add(new Visit<>(after, key, visit, step));
                    }
                }
            }
            String violation = rule.violation(state, quiet);
            if (violation == null && spins(visit)) {
                violation = "runs in circles though nobody else does anything";
            }
            if (violation != null || seen.size() > TOO_MANY) {
                String text = violation != null ? violation : "too many states to look at";
                return new Outcome(seen.size(), steps, text, trace(visit));
            }
        }
        return new Outcome(seen.size(), steps, null, List.of());
    }

    /**
     * Returns whether the first actor can go on forever once all others, as far as they are certain
     * to act, are at rest.
     */
    private boolean spins(Visit<S> visit) {
        for (Actor<S> actor : actors.subList(1, actors.size())) {
            if (actor.next(visit.state) != null && actor.isSure(visit.state)) {
                return false;
            }
        }
        return spins(visit.state, visit.key, new HashSet<>());
    }

    private boolean spins(S state, String key, Set<String> path) {
        if (settles.contains(key)) {
            return false;
        }
        if (!path.add(key)) {
            return true;
        }
        Actor<S> actor = actors.getFirst();
        for (int way = 0; actor.next(state) != null && way < actor.ways(state); way++) {
            S after = state.copy();
            actor.step(after, way);
            if (spins(after, after.key(), path)) {
                return true;
            }
        }
        path.remove(key);
        settles.add(key);
        return false;
    }

    private static <S> List<String> trace(Visit<S> last) {
        List<String> trace = new ArrayList<>();
        for (Visit<S> v = last; v != null; v = v.from) {
            trace.add(String.format("%-64s %s", v.by, v.state));
        }
        Collections.reverse(trace);
        return trace;
    }
}
