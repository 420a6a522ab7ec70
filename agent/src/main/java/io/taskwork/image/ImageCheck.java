// SPDX-License-Identifier: Apache-2.0
package io.taskwork.image;

import io.taskwork.agent.Refusal;
import io.taskwork.agent.SelfTest;
import io.taskwork.boot.Entry;

/** Runs the agent's self-test in a new image, with the hooks and the runtime of the image. */
final class ImageCheck {
    private ImageCheck() {}

    /** Ends with exit code 0 if the image works. */
    public static void main(String[] args) {
        String how = Entry.class.getModule().isNamed() ? Entry.woven() : null;
        if (how == null) {
            System.out.println("java.base is not woven in it");
            System.exit(1);
        }
        try {
            SelfTest.run();
        } catch (Refusal e) {
            System.out.println(e.getMessage());
            System.exit(1);
        }
        System.out.println(how);
    }
}
