// SPDX-License-Identifier: Apache-2.0
package io.taskwork.look;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What {@link Look} was asked for, and how that is told to {@link LookAgent}. */
record LookOptions(String pid, Map<String, String> named) {
    /** Begins the last option; all that follows is the name of the file. */
    private static final String OUT = "out=";

    /** Reads the command line; throws an IllegalArgumentException with one line if it is wrong. */
    static LookOptions of(String... args) {
        if (args.length == 0) {
            throw new IllegalArgumentException("the process identifier is missing");
        }
        if (!args[0].matches("[1-9][0-9]{0,9}") || Long.parseLong(args[0]) > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("'" + args[0] + "' is not a process identifier");
        }
        Map<String, String> named = new LinkedHashMap<>();
        for (int i = 1; i < args.length; i++) {
            put(named, args[i]);
        }
        return new LookOptions(args[0], named);
    }

    private static void put(Map<String, String> named, String option) {
        int equals = option.indexOf('=');
        String name = equals < 0 ? option : option.substring(0, equals);
        String value = option.substring(equals + 1);
        String expected = switch (equals < 0 ? "" : name) {
            case "local" -> "[\\w$]+(\\.[\\w$]+)+";
            case "rain" -> "[1-9]\\d{0,6}";
            case "interrupt" -> "yes";
            default -> throw new IllegalArgumentException("'" + option + "' is not an option");
        };
        if (!value.matches(expected)) {
            throw new IllegalArgumentException("'" + value + "' is not a valid value of " + name);
        }
        if (named.put(name, value) != null) {
            throw new IllegalArgumentException(name + " is given twice");
        }
    }

    /** Returns how long the rain falls, in whole seconds. */
    long seconds() {
        return Long.parseLong(named.getOrDefault("rain", "0")) / 1_000L;
    }

    /** Returns the options as text, together with the file that the answer goes to. */
    String forAgent(Path out) {
        StringBuilder text = new StringBuilder();
        named.forEach((name, value) -> text.append(name).append('=').append(value).append(';'));
        return text.append(OUT).append(out).toString();
    }

    /** Reads what {@link #forAgent} returned; the file is under {@code out}. */
    static Map<String, String> parse(String text) {
        Map<String, String> named = new LinkedHashMap<>();
        String rest = text;
        while (!rest.startsWith(OUT)) {
            int end = rest.indexOf(';');
            int equals = rest.indexOf('=');
            named.put(rest.substring(0, equals), rest.substring(equals + 1, end));
            rest = rest.substring(end + 1);
        }
        named.put("out", rest.substring(OUT.length()));
        return named;
    }
}
