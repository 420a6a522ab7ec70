// SPDX-License-Identifier: Apache-2.0
package io.taskwork.launch;

import io.taskwork.cli.CommandLineTool;

/** The main class of the jar, for {@code java -jar taskwork-agent.jar}. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        String complaint = OldJava.complaint();
        if (complaint == null) {
            System.exit(CommandLineTool.run(args));
        } else {
            System.err.println("taskwork-agent: " + complaint);
            System.exit(1);
        }
    }
}
