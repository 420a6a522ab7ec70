// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@link Deadline} under the built jars: how each overdue request ends. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DeadlineIT {
    @TempDir
    Path temporary;

    @Test
    void overdueRequestsEndThemselves() throws Exception {
        new SampleJvm(temporary).agent().run(Deadline.class, "200").assertRight(
                "^200 requests in time: 0 callbacks$",
                "^Socket.SocketInputStream.read +40 .* SocketException$",
                "^CompletableFuture.get +40 .* CancellationException$",
                "^LinkedBlockingQueue.take +40 .* \\(return\\)$",
                "^ReentrantLock.lockInterruptibly +40 .* InterruptedException$",
                "^Thread.yield +20 .* \\(return\\)$",
                "^400 of 400 connections are free\\.$");
    }

    @Test
    void withoutEscalationTheyDoNotEnd() throws Exception {
        new SampleJvm(temporary).agent().run(PoliteDeadline.class, "50")
                .assertWrong("is overdue and does not end");
    }
}
