// SPDX-License-Identifier: Apache-2.0
package com.acme.script;

/** Thrown in a script that was told to end. */
public final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Takes the reason why the script has to end. */
    public Stopped(String reason) {
        super(reason);
    }
}
