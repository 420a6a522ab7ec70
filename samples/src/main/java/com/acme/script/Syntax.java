// SPDX-License-Identifier: Apache-2.0
package com.acme.script;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;

/** Reads {@code (while 1 (set n (+ n 1)))}: lists of numbers, names and lists. */
final class Syntax {
    private static final Pattern TOKEN = Pattern.compile("[()]|[^()\\s]+");

    private Syntax() {}

    /** Returns all expressions of a text, as the body of a {@code do}. */
    static List<Object> parse(String text) {
        Iterator<String> tokens =
                TOKEN.matcher(text).results().map(result -> result.group()).iterator();
        List<Object> body = new ArrayList<>(List.of("do"));
        while (tokens.hasNext()) {
            body.add(expression(tokens.next(), tokens));
        }
        return body;
    }

    private static Object expression(String token, Iterator<String> rest) {
        if (!token.equals("(")) {
            return Character.isDigit(token.charAt(0)) ? (Object) Long.valueOf(token) : token;
        }
        List<Object> list = new ArrayList<>();
        for (String next = rest.next(); !next.equals(")"); next = rest.next()) {
            list.add(expression(next, rest));
        }
        return list;
    }
}
