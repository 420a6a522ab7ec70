// SPDX-License-Identifier: Apache-2.0
package io.taskwork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.boot.Entry;
import io.taskwork.boot.Ordinals;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the API calls, and the numbers that it passes on, are those of the runtime. */
class DoorTest {
    /** The methods that are the door's own. */
    private static final Set<String> OWN = Set.of("missing", "find");

    /** Returns what is called and is not there, in words. */
    private static List<String> complaints(Class<?> door) {
        List<String> complaints = new ArrayList<>();
        for (Method called : door.getDeclaredMethods()) {
            if (!called.isSynthetic() && !OWN.contains(called.getName())) {
                try {
                    Method there = Entry.class.getMethod(
                            called.getName(), called.getParameterTypes());
                    if (there.getReturnType() != called.getReturnType()
                            || !Modifier.isStatic(there.getModifiers())) {
                        complaints.add(called + " is " + there);
                    }
                } catch (NoSuchMethodException e) {
                    complaints.add(called + " is not there");
                }
            }
        }
        return complaints;
    }

    @Test
    void theRuntimeHasAllThatTheApiCalls() {
        assertEquals(List.of(), complaints(Door.class));
        assertTrue(Door.class.getDeclaredMethods().length >= 16);
    }

    /** The weakened twins. */
    @Test
    void whatTheRuntimeDoesNotHaveIsFound() {
        assertEquals(3, complaints(Wrong.class).size(), complaints(Wrong.class)::toString);
    }

    /** A twin with another name, another argument and another result. */
    static final class Wrong {
        static boolean cancle(Object work) {
            return work == null;
        }

        static boolean pending(Object target) {
            return target == null;
        }

        static boolean run() {
            return false;
        }
    }

    @Test
    void theOrdinalsAreThoseOfTheEnums() throws IllegalAccessException {
        Map<String, Integer> runtime = new TreeMap<>();
        for (Field field : Ordinals.class.getDeclaredFields()) {
            if (field.getType() == int.class) {
                field.setAccessible(true);
                runtime.put(field.getName(), field.getInt(null));
            }
        }
        Map<String, Integer> api = new TreeMap<>();
        for (Enum<?>[] constants : List.<Enum<?>[]>of(
                Notify.values(), TaskWork.State.values(), Reach.values())) {
            for (Enum<?> constant : constants) {
                String type = constant.getDeclaringClass().getSimpleName().toUpperCase();
                api.put(type + "_" + constant.name(), constant.ordinal());
            }
        }
        assertEquals(api, runtime);
    }
}
