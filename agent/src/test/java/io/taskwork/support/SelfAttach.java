// SPDX-License-Identifier: Apache-2.0
package io.taskwork.support;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Path;

/** Programs that attach the agent to themselves once they have threads that are older than it. */
public final class SelfAttach {
    private static final long LIMIT_SECONDS = 60;

    private SelfAttach() {}

    /** Runs such a program, which finds the agent's jar in its first argument. */
    public static Jvm.Result run(Class<?> program, Path agent)
            throws IOException, InterruptedException {
        return new Jvm().defaultClassPath()
                .option("-Djdk.attach.allowAttachSelf=true")
                .option("-XX:+EnableDynamicAgentLoading")
                .option("-Xlog:disable")
                .run(LIMIT_SECONDS, program.getName(), agent.toString());
    }

    /** Attaches the agent, in such a program. */
    public static void attach(String agent) throws Exception {
        VirtualMachine vm = VirtualMachine.attach("" + ProcessHandle.current().pid());
        vm.loadAgent(agent);
        vm.detach();
    }
}
