// SPDX-License-Identifier: Apache-2.0
package com.acme.script;

/** A script was told to end. */
public final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why it was. */
    public Stopped(String reason) {
        super(reason);
    }
}
