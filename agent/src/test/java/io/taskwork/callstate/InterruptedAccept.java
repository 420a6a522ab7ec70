// SPDX-License-Identifier: Apache-2.0
package io.taskwork.callstate;

import io.taskwork.Notify;
import io.taskwork.TaskWorks;
import io.taskwork.support.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * A thread in {@code accept} is interrupted, after a callback that used a channel or while one
 * runs. The program prints how the call ended, or that it did not. It is for a JVM of its own.
 */
public final class InterruptedAccept {
    private InterruptedAccept() {}

    /** The first argument is "after" or "during", the second one the limit in milliseconds. */
    public static void main(String[] args) throws Exception {
        ServerSocketChannel server = ServerSocketChannel.open()
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        String[] ended = {"STUCK"};
        Thread thread = Thread.startVirtualThread(() -> {
            try {
                server.accept();
            } catch (IOException e) {
                ended[0] = e.getClass().getSimpleName();
            }
        });
        Await.blocked(thread);
        CountDownLatch ran = new CountDownLatch(1);
        boolean during = args[0].equals("during");
        TaskWorks.add(thread, () -> {
            useAChannel();
            ran.countDown();
            if (during) {
                Await.until("no interrupt", () -> Thread.currentThread().isInterrupted());
            }
        }, Notify.SIGNAL);
        Await.passed("the callback does not run", ran);
        if (!during) {
            Await.blocked(thread); // it is in the call again
        }
        thread.interrupt();
        System.out.println(thread.join(Duration.ofMillis(Long.parseLong(args[1])))
                ? ended[0] : "STUCK");
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    /** Accepts a connection that is there, which is begin and end of a blocking call. */
    private static void useAChannel() {
        try (ServerSocketChannel other = ServerSocketChannel.open()) {
            other.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            SocketChannel.open(other.getLocalAddress()).close();
            other.accept().close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
