// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import io.taskwork.jdk.JdkFields;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Makes functions of instance methods of the JDK that are not public. Each is an object of a class
 * that the JDK makes here, as for a lambda, beside the class of the method, and that calls it.
 *
 * <p>A method handle alone would be customized after some calls, which defines a class, where none
 * may be defined; and calling it so often in advance takes longer than making these.
 */
final class HiddenMethods {
    /**
     * {@code MethodHandles.privateLookupIn} would do for method handles, but not for a class beside
     * one of another module.
     */
    static final MethodHandles.Lookup LOOKUP =
            (MethodHandles.Lookup) JdkFields.IMPL_LOOKUP.value();

    private HiddenMethods() {}

    /** Returns {@code owner.name()} as a function, whatever it returns. */
    @SuppressWarnings("unchecked")
    static Function<Object, Object> function(Class<?> owner, String name) {
        return (Function<Object, Object>) make(Function.class, "apply", Object.class, owner, name);
    }

    /** Returns {@code owner.name()}, which returns nothing. */
    @SuppressWarnings("unchecked")
    static Consumer<Object> action(Class<?> owner, String name) {
        return (Consumer<Object>) make(Consumer.class, "accept", void.class, owner, name);
    }

    /** Returns {@code owner.name(argument)}, which returns nothing. */
    @SuppressWarnings("unchecked")
    static BiConsumer<Object, Object> action(Class<?> owner, String name, Class<?> argument) {
        return (BiConsumer<Object, Object>)
                make(BiConsumer.class, "accept", void.class, owner, name, argument);
    }

    private static Object make(Class<?> function, String call, Class<?> result, Class<?> owner,
            String name, Class<?>... arguments) {
        try {
            Method method = owner.getDeclaredMethod(name, arguments);
            MethodHandles.Lookup lookup = LOOKUP.in(owner);
            MethodType type = MethodType.methodType(result, owner, arguments);
            MethodHandle made = LambdaMetafactory.metafactory(lookup, call,
                    MethodType.methodType(function), type.generic().changeReturnType(result),
                    lookup.unreflect(method), type).getTarget();
            return made.invoke();
        } catch (Throwable e) {
            throw new InternalError(e); // the agent verified that the method is there
        }
    }
}
