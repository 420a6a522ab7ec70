// SPDX-License-Identifier: Apache-2.0
package io.taskwork.attach;

import io.taskwork.TaskWorks;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherFactory;

/** Does what a build tool does before the first test. */
final class Session {
    private Session() {}

    public static void main(String[] args) {
        LauncherSession session = LauncherFactory.openSession();
        System.out.println(TaskWorks.status().state());
        session.close();
    }
}
