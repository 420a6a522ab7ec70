// SPDX-License-Identifier: Apache-2.0
package io.taskwork.agent;

import io.taskwork.image.ImageCommand;
import io.taskwork.weave.Hook;
import io.taskwork.weave.Hooks;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;

/** {@code java -jar taskwork-agent.jar}: says whether this JDK is one that the agent can weave. */
public final class Main {
    private Main() {}

    /** Exit code 0 if every member is there. */
    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("image")) {
            System.exit(new CommandLine(new ImageCommand())
                    .execute(Arrays.copyOfRange(args, 1, args.length)));
        }
        String version = Main.class.getPackage().getImplementationVersion();
        System.out.println("taskwork-agent " + (version == null ? "(unpacked)" : version));
        System.out.println(JdkShape.jdk());
        List<String> missing = JdkShape.missing();
        for (Hook hook : Hooks.all()) {
            String state = missing.contains(hook.signature()) ? "MISSING" : "found  ";
            System.out.println("  " + state + "  " + hook.signature() + "  " + hook.purpose());
        }
        for (String member : missing) {
            System.out.println("missing: " + member);
        }
        System.exit(missing.isEmpty() ? 0 : 1);
    }
}
