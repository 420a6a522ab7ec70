// SPDX-License-Identifier: Apache-2.0
package io.taskwork.weave;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taskwork.classfile.MethodsInOrder;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What is given back is what was woven, for the very class file from which it was woven. */
class WovenClassesTest {
    private static final String NAME = "a weaver and a JDK";
    private static final ClassLoader LOADER = WovenClassesTest.class.getClassLoader();

    private final WovenClasses classes = new WovenClasses();
    private final Weaver weaver = new Weaver(LOADER, classes, null);

    private static byte[] original(String type) throws IOException {
        String path = type.replace('.', '/') + ".class";
        try (InputStream in = Object.class.getModule().getResourceAsStream(path)) {
            return in.readAllBytes();
        }
    }

    private byte[] file() throws IOException {
        for (String type : weaver.types()) {
            weaver.weave(type, original(type));
        }
        return classes.toFile(NAME);
    }

    private static void isEmpty(WovenClasses read) throws IOException {
        assertNull(read.find("java.lang.Thread", MethodOrder.sorted(original("java.lang.Thread"))));
    }

    @Test
    void whatIsReadIsByteForByteWhatByteBuddyWeaves() throws IOException {
        WovenClasses read = WovenClasses.ofFile(file(), NAME);
        for (String type : weaver.types()) {
            byte[] original = MethodOrder.sorted(original(type));
            byte[] found = read.find(type, original);
            assertArrayEquals(new Weaver(LOADER).weave(type, original), found, type);
            assertSame(found, new Weaver(LOADER, read, null).weave(type, original(type)), type);
        }
        assertFalse(read.isChanged());
        assertTrue(classes.isChanged());
    }

    /** The VM gives the methods in another order in each run. */
    @Test
    void theOrderOfTheMethodsDoesNotMatter() throws IOException {
        for (String type : weaver.types()) {
            byte[] asIs = ordered(type, false);
            byte[] reversed = ordered(type, true);
            assertArrayEquals(MethodOrder.sorted(asIs), MethodOrder.sorted(reversed), type);
            byte[] woven = weaver.weave(type, asIs);
            assertSame(woven, weaver.weave(type, reversed), type);
        }
        assertFalse(Arrays.equals(
                ordered("java.lang.Thread", false), ordered("java.lang.Thread", true)));
    }

    private static byte[] ordered(String type, boolean reversed) throws IOException {
        return MethodsInOrder.of(original(type), reversed);
    }

    @Test
    void anyOtherDifferenceDoes() throws IOException {
        WovenClasses read = WovenClasses.ofFile(file(), NAME);
        byte[] original = MethodOrder.sorted(original("java.lang.Object"));
        for (int i = 0; i < original.length; i++) {
            byte[] other = original.clone();
            other[i] ^= 1;
            assertNull(read.find("java.lang.Object", other), "byte " + i);
        }
        assertNull(read.find("java.lang.Thread", original), "another class");
        assertNotNull(read.find("java.lang.Object", original));
    }

    @Test
    void aFileWithAWrongByteIsEmpty() throws IOException {
        byte[] file = file();
        for (int i = 0; i < file.length; i += 97) {
            file[i] ^= 0x10;
            isEmpty(WovenClasses.ofFile(file, NAME));
            file[i] ^= 0x10;
        }
        assertNotNull(WovenClasses.ofFile(file, NAME).find("java.lang.Thread",
                MethodOrder.sorted(original("java.lang.Thread"))));
    }

    @Test
    void soIsOneThatIsTooShortOrTooLong() throws IOException {
        byte[] file = file();
        for (int length = 0; length < file.length; length += 997) {
            isEmpty(WovenClasses.ofFile(Arrays.copyOf(file, length), NAME));
        }
        isEmpty(WovenClasses.ofFile(Arrays.copyOf(file, file.length - 1), NAME));
        isEmpty(WovenClasses.ofFile(Arrays.copyOf(file, file.length + 1), NAME));
    }

    @Test
    void soIsOneOfAnotherWeaverOrJdk() throws IOException {
        isEmpty(WovenClasses.ofFile(file(), NAME + "2"));
    }
}
