// SPDX-License-Identifier: Apache-2.0
package io.taskwork.cli;

import io.taskwork.agent.AgentInfo;

/** The program that {@link ForkedCheck} runs under the agent; it reports the outcome. */
final class CheckedJvm {
    static final String STATUS = "status: ";
    static final String SELF_TEST = "self-test: ";
    static final String NOTE = "note: ";
    static final String PASSED =
            "passed: a SIGNAL ran in LockSupport.park, ReentrantLock.lock and Object.wait";

    private CheckedJvm() {}

    public static void main(String[] args) {
        String status = System.getProperty(AgentInfo.STATUS_PROPERTY, "the agent was not started");
        String remedy = System.getProperty(AgentInfo.REMEDY_PROPERTY);
        System.out.println(STATUS + status + (remedy == null ? "" : "; " + remedy));
        if (!status.equals(AgentInfo.ACTIVE)) {
            System.out.println(SELF_TEST + "not run");
            return;
        }
        for (String note : AgentInfo.notes()) {
            System.out.println(NOTE + note);
        }
        String note = MountBookkeeping.note(Runtime.version().feature());
        if (note != null) {
            System.out.println(NOTE + note);
        }
        String failure = AgentInfo.selfTest();
        System.out.println(SELF_TEST + (failure == null ? PASSED : failure));
    }
}
