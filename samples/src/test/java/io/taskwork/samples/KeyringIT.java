// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@link Keyring} under the built jars: what is replaced, and when. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KeyringIT {
    @TempDir
    Path temporary;

    @Test
    void credentialsAreReplacedByTheirThread() throws Exception {
        new SampleJvm(temporary).agent().run(Keyring.class, "400").assertRight(
                "^a child to its parent +guest#1 -> alice#1$",
                "^a ScopedValue without a holder +new in the callback, old after it$",
                "^all 100 sessions of alice ",
                "^  alice#2 +100 +100 +100$",
                "^  dave#1 +100 +100 +100$",
                "^  unprotected +40 +40 +0$",
                "^  under mask\\(\\) +40 +0 +40$");
    }

    @Test
    void withoutTheMaskCredentialsChangeInTheMiddle() throws Exception {
        new SampleJvm(temporary).agent().run(UnmaskedKeyring.class, "400")
                .assertWrong("under mask\\(\\): 0 change in the middle");
    }
}
