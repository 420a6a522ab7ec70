// SPDX-License-Identifier: Apache-2.0
package io.taskwork.poll;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The classes that the user names, as in {@code com.acme:org.foo.Parser}. A package includes the
 * packages below it, a class the classes nested in it.
 */
public final class PollNames {
    private static final Pattern NAME =
            Pattern.compile("[\\p{javaJavaIdentifierStart}&&[^$]][\\p{javaJavaIdentifierPart}]*"
                    + "(\\.\\p{javaJavaIdentifierStart}[\\p{javaJavaIdentifierPart}]*)*");

    /** What must not be woven, with what is below: the JDK, and the code that runs callbacks. */
    private static final List<String> REFUSED =
            List.of("java", "jdk", "sun", "com.sun", "io.taskwork");

    private final List<String> names;

    private PollNames(List<String> names) {
        this.names = names;
    }

    /** Parses the names; the exception says what is wrong, and what to write instead. */
    public static PollNames of(String text) {
        List<String> names = new ArrayList<>();
        for (String name : text.split(":", -1)) {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("'" + name + "' is not the name of a package or"
                        + " a class; write poll=com.acme:org.foo.Parser, names with a colon between"
                        + " them, without wildcards: packages below a package are included");
            }
            for (String refused : REFUSED) {
                if (isBelow(name, refused)) {
                    throw new IllegalArgumentException("'" + name + "' is refused: classes of the"
                            + " JDK and of taskwork itself get no polls; name the classes of your"
                            + " own that call it");
                }
            }
            names.add(name);
        }
        return new PollNames(names);
    }

    /** Returns whether the class of this binary name is among them. */
    public boolean include(String type) {
        for (String refused : REFUSED) {
            if (isBelow(type, refused)) {
                return false;
            }
        }
        for (String name : names) {
            if (isBelow(type, name)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns whether one name is below the other, as {@code com.acme.Parser$Token} is below {@code
     * com.acme.Parser}, and that is below {@code com.acme}.
     */
    private static boolean isBelow(String type, String name) {
        if (!type.startsWith(name)) {
            return false;
        }
        if (type.length() == name.length()) {
            return true;
        }
        char next = type.charAt(name.length());
        return next == '.' || next == '$';
    }
}
