// SPDX-License-Identifier: Apache-2.0
package io.taskwork.cli;

import io.taskwork.agent.AgentInfo;
import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {line()};
    }

    static String line() {
        return "taskwork-agent " + AgentInfo.version();
    }
}
