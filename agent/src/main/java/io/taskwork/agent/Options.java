// SPDX-License-Identifier: Apache-2.0
package io.taskwork.agent;

/**
 * The agent's options, which follow {@code -javaagent:taskwork-agent.jar=}, separated by commas.
 *
 * @param jmx registers the bean of counts, {@link Taskwork}
 * @param trace records who queued each work
 * @param cache the directory of a {@link WovenCache}, or null
 * @param poll the classes that get polls, as the user named them, or null
 * @param unknown the first word that is not an option, or null
 */
record Options(boolean jmx, boolean trace, String cache, String poll, String unknown) {
    static final String JMX = "jmx";
    private static final String TRACE = "trace";
    private static final String CACHE = "cache=";
    static final String POLL = "poll=";

    /** Parses the options; a null or empty text means none. */
    static Options of(String text) {
        boolean jmx = false;
        boolean trace = false;
        String cache = null;
        String poll = null;
        String unknown = null;
        for (String word : text == null ? new String[0] : text.split(",")) {
            if (word.equals(JMX)) {
                jmx = true;
            } else if (word.equals(TRACE)) {
                trace = true;
            } else if (word.startsWith(CACHE) && word.length() > CACHE.length()) {
                cache = word.substring(CACHE.length());
            } else if (word.startsWith(POLL)) {
                poll = word.substring(POLL.length());
            } else if (!word.isEmpty() && unknown == null) {
                unknown = word;
            }
        }
        return new Options(jmx, trace, cache, poll, unknown);
    }
}
