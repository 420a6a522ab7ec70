// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

/** {@link Keyring} with a bug: the mask is missing. */
final class UnmaskedKeyring {
    private UnmaskedKeyring() {}

    public static void main(String[] args) {
        Sample.main("keyring", args, "sessions", 100, 1000, (sample, sessions) ->
                Keyring.run(sample, sessions, () -> () -> { }));
    }
}
