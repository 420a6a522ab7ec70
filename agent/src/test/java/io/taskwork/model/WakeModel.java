// SPDX-License-Identifier: Apache-2.0
package io.taskwork.model;

import io.taskwork.model.Adder.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A run of the wake model: who takes part in it, and what must hold in every state. */
final class WakeModel implements Explorer.Rule<WakeState> {
    private static final String WORKS = "abc";

    /** The work that is cancelled, or posted, and the name of the add that follows. */
    private static final char TAKEN = 'a';

    private static final char AGAIN = 'z';

    /** A work of mode NONE that its own callback adds again, until the thread exits. */
    static final char PERPETUAL = 'n';

    /** The add of one who posts the first work, if that has run already. */
    private static final char POSTED = 'p';

    private final boolean waits;
    private boolean perpetual;
    private final Set<Weakness> weak;
    private final Adder[] adders;
    private boolean strict;

    private WakeModel(boolean waits, Set<Weakness> weak, List<Adder> more, Mode... modes) {
        this.waits = waits;
        this.weak = weak;
        List<Adder> all = new ArrayList<>();
        for (Mode mode : modes) {
            all.add(new Adder(all.size(), WORKS.charAt(all.size()), mode, weak));
        }
        all.addAll(more);
        adders = all.toArray(Adder[]::new);
    }

    /** Returns a model of {@code while (!told) LockSupport.park();}. */
    static WakeModel parks(Set<Weakness> weak, Mode... modes) {
        return new WakeModel(false, weak, List.of(), modes);
    }

    /**
     * Returns the same as {@link #parks}, where somebody also takes the first work back and adds it
     * as a SIGNAL.
     */
    static WakeModel parksAndCancels(Set<Weakness> weak, Mode... modes) {
        return new WakeModel(false, weak, List.of(
                Adder.thatTakes(modes.length, TAKEN, AGAIN, Mode.SIGNAL, weak)), modes);
    }

    /**
     * Returns the same as {@link #parks} with one NONE, where somebody also posts that work with
     * another mode.
     */
    static WakeModel parksAndPosts(Set<Weakness> weak, Mode posted) {
        return new WakeModel(false, weak,
                List.of(Adder.thatPosts(1, TAKEN, POSTED, posted, weak)), Mode.NONE);
    }

    /** Returns a model of {@code synchronized (m) { while (!told) m.wait(); }}. */
    static WakeModel waits(Set<Weakness> weak, Mode... modes) {
        return new WakeModel(true, weak, List.of(), modes);
    }

    /**
     * Adds a rule: further SIGNALs only queue while a wake is on its way that marked the target
     * after its last drain. The rule does not apply to a wake that a drain overtook between its
     * mark and its unpark.
     */
    WakeModel strictly() {
        strict = true;
        return this;
    }

    /** Adds a {@link #PERPETUAL} work, beside which the thread's own code must make progress. */
    WakeModel withPerpetualWork() {
        perpetual = true;
        return this;
    }

    Explorer.Outcome explore() {
        List<Actor<WakeState>> actors = new ArrayList<>();
        actors.add(new TargetThread(waits, perpetual, adders, weak));
        actors.addAll(List.of(adders));
        actors.add(new Outsider(waits));
        Adder.At[] first = new Adder.At[adders.length];
        for (int i = 0; i < first.length; i++) {
            first[i] = adders[i].first();
        }
        WakeState initial = new WakeState(strict, first);
        initial.queue = perpetual ? String.valueOf(PERPETUAL) : "";
        return new Explorer<>(actors, this).explore(initial);
    }

    /** The numbers of violations are those of the promises in {@code docs/contract.md}. */
    @Override
    public String violation(WakeState s, boolean quiet) {
        if (!s.wrong.isEmpty()) {
            return s.wrong.strip();
        }
        if (strict && s.secondWake) {
            return "11: a SIGNAL wakes though a wake is on its way";
        }
        int last = -1;
        for (int i = 0; i < s.done.length(); i++) {
            char work = s.done.charAt(i);
            if (s.done.indexOf(work) != i) {
                return "1: runs twice: " + work;
            }
            if (s.pushed.indexOf(work) < last) {
                return "2: runs out of order: " + work;
            }
            if (s.cancelled.indexOf(work) >= 0) {
                return "6: runs after cancel was true: " + work;
            }
            last = s.pushed.indexOf(work);
        }
        if (s.closed && !s.queue.isEmpty()) {
            return "9: add was true, and never runs: " + s.queue;
        }
        boolean ended = s.target == At.TERMINATED;
        for (Adder adder : adders) {
            if (quiet && !ended && adder.isQueuedSignal(s)) {
                return "11: the target sleeps over a SIGNAL";
            }
        }
        return quiet && !ended && s.told
                ? "4: the target sleeps, and its own wake-up is gone" : null;
    }
}
