// SPDX-License-Identifier: Apache-2.0
package io.taskwork.poll;

import io.taskwork.poll.Recorder.Instruction;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.bytebuddy.jar.asm.Label;

/**
 * Finds the loops in which nothing takes long, so that {@link Countdown} may let many turns pass
 * without a poll.
 *
 * <p>The time between two polls stays bounded. If a thread comes again and again to something that
 * takes long, some jump leads from behind it to before it. The loop of that jump contains it, and
 * therefore polls at each turn. Otherwise at most {@link Countdown#TURNS} backward jumps lie
 * between two polls, and the way from one jump to the next is short.
 */
final class ShortLoops {
    /** The most instructions of a loop, so that all turns between two polls take microseconds. */
    private static final int MOST_INSTRUCTIONS = 256;

    /** The first instructions of such loops, by the jumps that lead back to them. */
    private final Map<Integer, Integer> heads = new HashMap<>();

    /**
     * The first instructions of those to which more than a single {@code goto} leads back, as in a
     * loop whose last statement is an {@code if}.
     */
    private final Set<Integer> branched = new HashSet<>();

    private final Recorder code;

    /** The last jumps of strips, which have many turns without a poll themselves. */
    private final Set<Integer> strips;

    /**
     * Finds them. Takes the last jumps of the strips, and of the loops that end after so few turns
     * that they need no poll.
     */
    ShortLoops(Recorder code, Set<Integer> strips, Set<Integer> ended) {
        this.code = code;
        this.strips = strips;
        Map<Integer, TreeSet<Integer>> jumps = new TreeMap<>();
        for (int at = 0; at < code.instructions.size(); at++) {
            Instruction instruction = code.instructions.get(at);
            if (instruction.isSwitch() || ended.contains(at)) {
                continue;
            }
            for (Label target : instruction.targets()) {
                int head = code.positions.get(target);
                if (head <= at) {
                    jumps.computeIfAbsent(head, key -> new TreeSet<>()).add(at);
                }
            }
        }
        jumps.forEach((head, ofHead) -> {
            int last = ofHead.last();
            if (isShort(head, last)) {
                ofHead.forEach(jump -> heads.put(jump, head));
                if (ofHead.size() > 1 || !code.instructions.get(last).isGoto()) {
                    branched.add(head);
                }
            }
        });
    }

    boolean isEmpty() {
        return heads.isEmpty();
    }

    /** Returns the first instruction of the loop that this jump leads back to, or null. */
    Integer head(int jump) {
        return heads.get(jump);
    }

    /** Returns whether this is the first instruction of such a loop. */
    boolean isHead(int at) {
        return heads.containsValue(at);
    }

    /** Returns whether more than a single {@code goto} leads back to this first instruction. */
    boolean isBranched(int head) {
        return branched.contains(head);
    }

    /** Returns by how many the jumps outnumber the polls, where one poll serves several jumps. */
    int spared() {
        int jumps = 0;
        for (int head : heads.values()) {
            jumps += branched.contains(head) ? 1 : 0;
        }
        return jumps - branched.size();
    }

    private boolean isShort(int head, int back) {
        if (back - head > MOST_INSTRUCTIONS) {
            return false;
        }
        for (int i = head; i <= back; i++) {
            if (strips.contains(i) || code.instructions.get(i).takesLong()) {
                return false;
            }
        }
        // To throw takes long, since the exception records all frames of the stack.
        return !code.hasHandler(head, back);
    }
}
