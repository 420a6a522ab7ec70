// SPDX-License-Identifier: Apache-2.0
package com.acme.compute;

import java.util.HashMap;
import java.util.Map;

/** Counts words. */
public final class Words {
    private Words() {}

    /** Returns how often each word occurs in the text. */
    public static Map<String, Integer> count(String text) {
        Map<String, Integer> counts = new HashMap<>();
        int start = 0;
        while (start < text.length()) {
            int end = start;
            while (end < text.length() && Character.isLetter(text.charAt(end))) {
                end++;
            }
            if (end > start) {
                counts.merge(text.substring(start, end), 1, Integer::sum);
            }
            start = end + 1;
        }
        return counts;
    }
}
