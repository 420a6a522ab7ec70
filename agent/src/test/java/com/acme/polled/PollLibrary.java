// SPDX-License-Identifier: Apache-2.0
package com.acme.polled;

import io.taskwork.TaskWorks;
import java.io.IOException;
import java.io.InputStream;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Loads and links all classes of a jar, which verifies them. */
public final class PollLibrary {
    private PollLibrary() {}

    /** A loader like one of OSGi: it hands on packages named {@code java}, and nothing else. */
    private static final class Strict extends ClassLoader {
        private final JarFile jar;

        Strict(JarFile jar) {
            super(null);
            this.jar = jar;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("java.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            JarEntry entry = jar.getJarEntry(name.replace('.', '/') + ".class");
            if (entry == null) {
                throw new ClassNotFoundException(name);
            }
            try (InputStream in = jar.getInputStream(entry)) {
                byte[] classFile = in.readAllBytes();
                return defineClass(name, classFile, 0, classFile.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    public static void main(String[] args) throws Exception {
        int linked = 0;
        try (JarFile jar = new JarFile(args[0])) {
            Strict loader = new Strict(jar);
            for (JarEntry entry : jar.stream().toList()) {
                String name = entry.getName();
                if (!name.startsWith("net/") || !name.endsWith(".class")) {
                    continue;
                }
                try {
                    Class.forName(name.substring(0, name.length() - 6).replace('/', '.'), true,
                            loader);
                    linked++;
                } catch (VerifyError | IncompatibleClassChangeError e) {
                    throw e;
                } catch (ClassNotFoundException | LinkageError e) {
                    // It needs a class that is in no jar here, or its initializer does.
                }
            }
        }
        String status = TaskWorks.status().reason();
        System.out.println(linked + " classes linked, "
                + status.substring(status.lastIndexOf("; ") + 2));
    }
}
