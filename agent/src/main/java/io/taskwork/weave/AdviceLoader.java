// SPDX-License-Identifier: Apache-2.0
package io.taskwork.weave;

import io.taskwork.jdk.Hook;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Loads {@link AdviceWeaver} and what it needs of Byte Buddy. These are three thousand classes, and
 * one file of the agent's jar, since the JVM goes through the names of all files of a jar when it
 * opens it: it would do so at each start, and needs none of them.
 *
 * <p>What reads and writes class files is beside the agent's own classes, and is shared. This package
 * is loaded once more, since it has no public classes for Byte Buddy's side to see.
 */
final class AdviceLoader extends ClassLoader {
    /** The file of the agent's jar with the classes of Byte Buddy that a start does not need. */
    static final String BYTE_BUDDY = "io/taskwork/weave/byte-buddy.jar";

    private static final String PACKAGE = "io.taskwork.weave.";

    private final NestedJar byteBuddy;

    private AdviceLoader(ClassLoader parent, byte[] byteBuddy) {
        super(parent);
        this.byteBuddy = new NestedJar(byteBuddy);
    }

    /** Returns a weaver that finds the advice classes with the given loader. */
    static BiFunction<List<Hook>, byte[], byte[]> weaver(ClassLoader loader) {
        try (InputStream in = loader.getResourceAsStream(BYTE_BUDDY)) {
            return in == null ? new AdviceWeaver(loader) // not packed, as in tests
                    : new AdviceLoader(loader, in.readAllBytes()).weaver();
        } catch (IOException | ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private BiFunction<List<Hook>, byte[], byte[]> weaver() throws ReflectiveOperationException {
        return (BiFunction<List<Hook>, byte[], byte[]>) loadClass(AdviceWeaver.class.getName())
                .getConstructor(ClassLoader.class).newInstance(this);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name, resolve);
        }
    }

    private Class<?> define(String name, boolean resolve) throws ClassNotFoundException {
        String path = name.replace('.', '/') + ".class";
        try (InputStream in = name.startsWith(PACKAGE) ? getParent().getResourceAsStream(path)
                : nested(path)) {
            if (in == null) {
                return super.loadClass(name, resolve);
            }
            byte[] classFile = in.readAllBytes();
            return defineClass(name, classFile, 0, classFile.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    /** Returns a file as any loader does; Byte Buddy reads its own annotations' class files. */
    @Override
    public InputStream getResourceAsStream(String name) {
        try {
            InputStream nested = nested(name);
            return nested == null ? getParent().getResourceAsStream(name) : nested;
        } catch (IOException e) {
            return null; // as ClassLoader.getResourceAsStream does
        }
    }

    private InputStream nested(String path) throws IOException {
        byte[] file = byteBuddy.file(path);
        return file == null ? null : new ByteArrayInputStream(file);
    }
}
