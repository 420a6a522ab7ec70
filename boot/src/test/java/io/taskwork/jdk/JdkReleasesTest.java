// SPDX-License-Identifier: Apache-2.0
package io.taskwork.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What is said of a release that was not tested, and of bugs of the JDK itself. */
class JdkReleasesTest {
    private static String untested(String version) {
        return JdkReleases.untested(Runtime.Version.parse(version));
    }

    private static int bugs(String version) {
        return JdkReleases.bugs(Runtime.Version.parse(version)).size();
    }

    @Test
    void nothingIsSaidOfReleasesThatEveryBuildTests() {
        for (String version : new String[] {"21.0.13", "25.0.3+9-LTS", "26.0.2.1", "27.0.1"}) {
            assertNull(untested(version));
        }
        assertNull(untested("28-ea+18"));
    }

    @Test
    void othersAreNamed() {
        assertEquals("not tested with JDK 24", untested("24.0.2"));
        assertEquals("not tested with JDK 29", untested("29-ea+1"));
        assertEquals("tested with early access builds of JDK 28 only", untested("28+36"));
    }

    @Test
    void bugsAreTheVersions() {
        assertEquals(2, bugs("25.0.2"));
        assertEquals(2, bugs("26+35"));
        assertEquals(1, bugs("25.0.3+9-LTS"));
        assertEquals(0, bugs("25.0.4"));
        assertEquals(0, bugs("25.0.5.0.3+1-1-Debian"));
        assertEquals(0, bugs("26.0.1"));
        assertEquals(0, bugs("21.0.13"));
        assertEquals(0, bugs("27"));
        assertTrue(JdkReleases.bugs(Runtime.Version.parse("25.0.2")).get(0)
                .startsWith("JDK-8369227: "));
    }
}
