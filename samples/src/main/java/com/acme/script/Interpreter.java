// SPDX-License-Identifier: Apache-2.0
package com.acme.script;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;

/**
 * Runs a script on one thread. None of the fields is volatile, since whoever looks at them, or
 * tells the script to end, does so in a callback on that thread.
 */
public final class Interpreter {
    private record Function(String parameter, Object body) {}

    private final Map<String, Long> variables = new HashMap<>();
    private final Map<String, Function> functions = new HashMap<>();
    private final Map<String, LongUnaryOperator> builtIns = new HashMap<>();
    private final Deque<String> calls = new ArrayDeque<>();
    private Stopped stopped;

    /** Adds a function of the host under a name. */
    public Interpreter with(String name, LongUnaryOperator builtIn) {
        builtIns.put(name, builtIn);
        return this;
    }

    /** Runs a script to its end, or until it is stopped. */
    public long run(String script) {
        return evaluate(Syntax.parse(script));
    }

    /** Has each further step of the script throw this, whatever the script catches. */
    public void stop(Stopped reason) {
        stopped = reason;
    }

    /** Returns the functions that the script is in, the innermost one first. */
    public List<String> calls() {
        return new ArrayList<>(calls);
    }

    /** Returns the script's variables and their values. */
    public Map<String, Long> variables() {
        return new HashMap<>(variables);
    }

    private long evaluate(Object expression) {
        if (stopped != null) {
            throw stopped;
        }
        return switch (expression) {
            case Long number -> number;
            case String name -> variables.getOrDefault(name, 0L);
            case List<?> form -> apply((String) form.getFirst(), form);
            default -> throw new IllegalArgumentException(expression.toString());
        };
    }

    private long apply(String name, List<?> form) {
        return switch (name) {
            case "do" -> evaluateAll(form, 1);
            case "set" -> {
                long value = evaluate(form.get(2));
                variables.put((String) form.get(1), value);
                yield value;
            }
            case "if" -> evaluate(form.get(1)) != 0 ? evaluate(form.get(2)) : evaluate(form.get(3));
            case "while" -> {
                long last = 0;
                while (evaluate(form.get(1)) != 0) {
                    last = evaluateAll(form, 2);
                }
                yield last;
            }
            case "try" -> {
                try {
                    yield evaluate(form.get(1));
                } catch (RuntimeException e) {
                    yield evaluate(form.get(2));
                }
            }
            case "+" -> evaluate(form.get(1)) + evaluate(form.get(2));
            case "-" -> evaluate(form.get(1)) - evaluate(form.get(2));
            case "<" -> evaluate(form.get(1)) < evaluate(form.get(2)) ? 1 : 0;
            case "def" -> {
                functions.put((String) form.get(1),
                        new Function((String) form.get(2), form.get(3)));
                yield 0;
            }
            default -> call(name, evaluate(form.get(1)));
        };
    }

    private long evaluateAll(List<?> form, int from) {
        long last = 0;
        for (int i = from; i < form.size(); i++) {
            last = evaluate(form.get(i));
        }
        return last;
    }

    private long call(String name, long argument) {
        Function function = functions.get(name);
        if (function == null) {
            return builtIns.get(name).applyAsLong(argument);
        }
        Long outer = variables.put(function.parameter, argument);
        calls.push(name);
        try {
            return evaluate(function.body);
        } finally {
            calls.pop();
            variables.put(function.parameter, outer);
        }
    }
}
