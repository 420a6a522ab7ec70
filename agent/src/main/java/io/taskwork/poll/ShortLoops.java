// SPDX-License-Identifier: Apache-2.0
package io.taskwork.poll;

import io.taskwork.poll.Recorder.Instruction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

    private final Recorder code;

    /** The last jumps of strips, which have many turns without a poll themselves. */
    private final Set<Integer> strips;

    private ShortLoops(Recorder code, Set<Integer> strips) {
        this.code = code;
        this.strips = strips;
    }

    /**
     * Returns the first instruction of each such loop, by its last jump. Takes the last jumps of
     * the strips, and of the loops that end after so few turns that they need no poll.
     */
    static Map<Integer, Integer> of(Recorder code, Set<Integer> strips, Set<Integer> ended) {
        ShortLoops loops = new ShortLoops(code, strips);
        Map<Integer, Integer> found = new HashMap<>();
        List<Instruction> all = code.instructions;
        for (int back = 0; back < all.size(); back++) {
            if (all.get(back).isGoto() && !ended.contains(back)) {
                int head = code.target(all.get(back));
                if (head <= back && loops.isShort(head, back)) {
                    found.put(back, head);
                }
            }
        }
        return found;
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
