// SPDX-License-Identifier: Apache-2.0
package io.taskwork.attach;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Installs the agent before the JUnit Platform looks for the first test, by being on the class path
 * of the tests. {@code -Dtaskwork.attach=false} leaves it out.
 *
 * <p>If it cannot be installed, one line on standard error says why and what to do, and the tests
 * run: those that use the API fail, the others need not.
 */
public final class BeforeTheFirstTest implements LauncherSessionListener {
    private static final String OPTION = "taskwork.attach";

    /** Called by the JUnit Platform. */
    public BeforeTheFirstTest() {}

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if ("false".equals(System.getProperty(OPTION))) {
            return;
        }
        try {
            Taskwork.install();
        } catch (IllegalStateException e) {
            System.err.println(e.getMessage());
        }
    }
}
