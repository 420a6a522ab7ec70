// SPDX-License-Identifier: Apache-2.0
package io.taskwork.support;

import io.taskwork.TaskWorks;

/** A program that waits to be told to go on, and then tours; with an argument it only reports. */
public final class Waiting {
    private Waiting() {}

    public static void main(String[] args) throws Exception {
        System.out.println("waiting");
        System.in.read();
        if (args.length == 0) {
            Tour.main(args);
        } else {
            System.out.println(TaskWorks.status().state());
        }
    }
}
