// SPDX-License-Identifier: Apache-2.0
package io.taskwork.callbacks;

import io.taskwork.support.Jvm;
import java.io.IOException;
import java.nio.file.Files;

/** A class loader that waits while it loads, as those do that fetch classes from elsewhere. */
final class SlowLoader extends ClassLoader {
    /** What it does at its next load of a class, in the middle. */
    Runnable pause = () -> {};

    SlowLoader() {
        super(ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        try {
            byte[] file = Files.readAllBytes(
                    Jvm.testClasses().resolve(name.replace('.', '/') + ".class"));
            Runnable once = pause;
            pause = () -> {};
            once.run();
            return defineClass(name, file, 0, file.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    Class<?> load() {
        try {
            return loadClass(Callback.class.getName());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** A callback of another class loader. */
    static final class Callback implements Runnable {
        @Override
        public void run() {}
    }
}
