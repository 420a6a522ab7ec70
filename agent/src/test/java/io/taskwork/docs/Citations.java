// SPDX-License-Identifier: Apache-2.0
package io.taskwork.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the numbers by which a text cites promises and hazards of {@code docs/contract.md}. */
final class Citations {
    /**
     * A citation as in "Promises 1, 2 and 9"; in a comment the number may stand on the next line.
     */
    private static final Pattern IN_WORDS = Pattern.compile(
            "\\b(promise|hazard)s?[\\s*#/]+(\\d+(?:,?(?: to| and| or)?[\\s*#/]+\\d+)*)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern LINK = Pattern.compile("contract\\.md#(promise|hazard)-(\\d+)");
    private static final Pattern ANCHOR = Pattern.compile("<a id=\"((?:promise|hazard)-\\d+)\">");
    private static final Pattern ELSEWHERE = Pattern.compile(
            "\\bdesign,?[\\s*]+section|\\bfacts,[\\s*]+hazard", Pattern.CASE_INSENSITIVE);

    private Citations() {}

    /** Returns what the contract has, as "promise-1". */
    static Set<String> anchors(String contract) {
        Set<String> anchors = new TreeSet<>();
        Matcher matcher = ANCHOR.matcher(contract);
        while (matcher.find()) {
            if (!anchors.add(matcher.group(1))) {
                throw new AssertionError(matcher.group(1) + " stands twice in the contract");
            }
        }
        return anchors;
    }

    /** Returns what a text cites, as "promise-1". */
    static Set<String> of(String text) {
        Set<String> cited = new TreeSet<>();
        LINK.matcher(text).results().forEach(link -> cited.add(name(link, link.group(2))));
        IN_WORDS.matcher(text).results().forEach(words -> {
            for (String number : words.group(2).split("\\D+")) {
                cited.add(name(words, number));
            }
        });
        return cited;
    }

    private static String name(MatchResult result, String number) {
        return result.group(1).toLowerCase() + "-" + number;
    }

    /** Returns what is wrong with the citations of a text, in words; empty if nothing is. */
    static List<String> complaints(String text, Set<String> anchors) {
        List<String> complaints = new ArrayList<>();
        for (String cited : of(text)) {
            if (!anchors.contains(cited)) {
                complaints.add("cites " + cited + ", which docs/contract.md does not have");
            }
        }
        Matcher elsewhere = ELSEWHERE.matcher(text);
        while (elsewhere.find()) {
            complaints.add("cites \"" + elsewhere.group() + "\", which is not in the repository");
        }
        return complaints;
    }
}
