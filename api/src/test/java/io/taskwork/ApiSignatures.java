// SPDX-License-Identifier: Apache-2.0
package io.taskwork;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everything that an application can compile or link against, one line each, in a fixed order. */
final class ApiSignatures {
    private ApiSignatures() {}

    static List<String> of(List<Class<?>> types) {
        List<String> lines = new ArrayList<>();
        types.stream().sorted(Comparator.comparing(Class::getName))
                .forEach(type -> addType(lines, type));
        return lines;
    }

    private static void addType(List<String> lines, Class<?> type) {
        if (!isApi(type.getModifiers())) {
            return;
        }
        if (!lines.isEmpty()) {
            lines.add("");
        }
        lines.add(type.toGenericString() + extended(type));
        List<String> members = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            if (isApi(field.getModifiers())) {
                members.add(deprecation(field) + modifiers(field.getModifiers())
                        + name(field.getAnnotatedType()) + " " + field.getName());
            }
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            addExecutable(members, constructor, "new");
        }
        for (Method method : type.getDeclaredMethods()) {
            addExecutable(members, method,
                    name(method.getAnnotatedReturnType()) + " " + method.getName());
        }
        members.stream().sorted().map(member -> "    " + member).forEach(lines::add);
        if (type.isEnum()) { // their order is what ordinal, compareTo and EnumSet see
            lines.add("    order: " + Arrays.toString(type.getEnumConstants()));
        }
        if (type.isRecord()) {
            lines.add("    components: " + Stream.of(type.getRecordComponents())
                    .map(RecordComponent::toString).collect(Collectors.joining(", ")));
        }
    }

    private static String extended(Class<?> type) {
        String interfaces = names(type.getGenericInterfaces(), Type::getTypeName);
        Class<?> parent = type.getSuperclass();
        return (parent == null || parent == Object.class ? "" : " extends " + parent.getName())
                + (interfaces.isEmpty() ? "" : " implements " + interfaces);
    }

    private static void addExecutable(List<String> members, Executable executable, String name) {
        if (!isApi(executable.getModifiers()) || executable.isSynthetic()) {
            return;
        }
        String typeParameters =
                names(executable.getTypeParameters(), ApiSignatures::typeParameter);
        String thrown = names(executable.getGenericExceptionTypes(), Type::getTypeName);
        members.add(deprecation(executable) + modifiers(executable.getModifiers())
                + (typeParameters.isEmpty() ? "" : "<" + typeParameters + "> ") + name
                + "(" + names(executable.getParameters(), ApiSignatures::parameter) + ")"
                + (thrown.isEmpty() ? "" : " throws " + thrown));
    }

    private static String parameter(Parameter parameter) {
        return name(parameter.getAnnotatedType()) + " " + parameter.getName();
    }

    private static String typeParameter(TypeVariable<?> variable) {
        String bounds = names(variable.getAnnotatedBounds(), ApiSignatures::name);
        return variable.getName()
                + (bounds.equals("java.lang.Object") ? "" : " extends " + bounds);
    }

    /**
     * Returns the name with the annotations that say whether it may be null, since callers rely on
     * them.
     */
    private static String name(AnnotatedType type) {
        return type.toString().replaceAll("@org\\.jspecify\\.annotations\\.(\\w+)\\(\\)", "@$1");
    }

    private static String deprecation(AnnotatedElement element) {
        return element.isAnnotationPresent(Deprecated.class) ? "@Deprecated " : "";
    }

    private static boolean isApi(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    /** Returns the modifiers, without those that only concern the implementation. */
    private static String modifiers(int modifiers) {
        int visible = modifiers & (Modifier.PUBLIC | Modifier.PROTECTED | Modifier.STATIC
                | Modifier.FINAL | Modifier.ABSTRACT);
        return visible == 0 ? "" : Modifier.toString(visible) + " ";
    }

    private static <T> String names(T[] all, Function<T, String> name) {
        return Stream.of(all).map(name).collect(Collectors.joining(", "));
    }
}
