// SPDX-License-Identifier: Apache-2.0
package io.taskwork.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.taskwork.agent.TaskworkMXBean;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jfr.Name;
import org.junit.jupiter.api.Test;

/** The events and attributes that {@code docs/observe.md} names are those that there are. */
class ObserveDocumentTest {
    /** The fields that {@code jfr print} shows of every event. */
    private static final Set<String> OF_ALL = Set.of("startTime", "duration", "eventThread");

    private static String document() throws Exception {
        return Files.readString(Path.of("..", "docs", "observe.md"));
    }

    private static List<Class<?>> events() throws Exception {
        Class<?> events = Class.forName("io.taskwork.boot.Events", false,
                ObserveDocumentTest.class.getClassLoader());
        return Arrays.stream(events.getDeclaredClasses())
                .filter(type -> type.isAnnotationPresent(Name.class)).toList();
    }

    private static String name(Class<?> event) {
        return event.getAnnotation(Name.class).value();
    }

    private static Set<String> firstColumn(String document, String pattern) {
        return Pattern.compile("(?m)^\\| " + pattern + " \\|").matcher(document).results()
                .flatMap(row -> Pattern.compile("`(.*?)`").matcher(row.group(0)).results())
                .map(cell -> cell.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theTableOfEventsIsWhole() throws Exception {
        Set<String> names = events().stream().map(ObserveDocumentTest::name)
                .collect(Collectors.toCollection(TreeSet::new));
        assertFalse(names.isEmpty());
        assertEquals(names, firstColumn(document(), "`io\\.taskwork\\.\\w+`"));
    }

    @Test
    void theFieldsThatArePrintedAreThoseOfTheEvents() throws Exception {
        Matcher shown = Pattern.compile("(?m)^    (io\\.taskwork\\.\\w+) \\{\\n((?:      .*\\n)+)    }")
                .matcher(document());
        int found = 0;
        while (shown.find()) {
            found++;
            String event = shown.group(1);
            Class<?> type = events().stream().filter(e -> name(e).equals(event))
                    .findFirst().orElseThrow();
            Set<String> fields = Arrays.stream(type.getDeclaredFields())
                    .filter(field -> !Modifier.isStatic(field.getModifiers()))
                    .map(Field::getName)
                    .filter(field -> !OF_ALL.contains(field)) // the recorder may add them
                    .collect(Collectors.toCollection(TreeSet::new));
            Set<String> printed = shown.group(2).lines().map(line -> line.split("=")[0].strip())
                    .filter(field -> !OF_ALL.contains(field))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(fields, printed, event);
        }
        assertEquals(3, found, "events that the document prints");
    }

    @Test
    void theTableOfAttributesIsWhole() throws Exception {
        Set<String> attributes = Arrays.stream(TaskworkMXBean.class.getMethods())
                .map(method -> method.getName().substring("get".length()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(attributes, firstColumn(document(), "`[A-Z]\\w+`(?:, `[A-Z]\\w+`)*"));
    }
}
