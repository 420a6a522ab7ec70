// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import io.taskwork.Notify;
import io.taskwork.support.Await;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Checks what a call ends with if a callback of its own thread closes what the call is blocked on:
 * the same as if another thread does. Whatever is opened at once afterwards must not be touched.
 */
final class OwnCloseCheck {
    private final Row row;
    private final Duration limit;

    OwnCloseCheck(Row row, Duration limit) {
        this.row = row;
        this.limit = limit;
    }

    /** Returns the outcome for the documentation. */
    String check() throws Exception {
        Object closed;
        try (Scene scene = row.make(Await.LONG.toNanos())) {
            if (!scene.isCloseable()) {
                return "–";
            }
            if (!row.isWoken()) {
                return "not in the call";
            }
            closed = scene.closedByOwner() != null ? scene.closedByOwner() : byOther(scene);
        }
        for (boolean reopens : new boolean[] {false, true}) {
            try (Scene scene = row.make(Await.LONG.toNanos())) {
                Object own = byCallback(scene, reopens);
                if (!Objects.equals(own, closed)) {
                    throw new AssertionError("closed by a callback" + (reopens ? ", reopened" : "")
                            + ": " + own + "; by another thread: " + closed);
                }
            }
        }
        return closed.toString().endsWith("Exception")
                ? "`" + closed + "`" : "returns `" + closed + "`";
    }

    private Object byOther(Scene scene) throws Exception {
        Caller caller = new Caller(scene, limit).start();
        scene.closeTarget();
        return caller.awaitEnd();
    }

    private Object byCallback(Scene scene, boolean reopens) throws Exception {
        Caller caller = new Caller(scene, limit).start();
        AtomicReference<Reopened> reopened = new AtomicReference<>();
        try {
            Caller.Callback callback = caller.add(Notify.SIGNAL, () -> {
                scene.closeTarget();
                if (reopens) {
                    reopened.set(new Reopened());
                }
            });
            caller.awaitFinish(callback);
            Object result = caller.awaitEnd();
            if (callback.where == Row.Where.AFTER) {
                throw new AssertionError("the callback ran after the call");
            }
            if (reopens) {
                reopened.get().check();
            }
            return result;
        } finally {
            if (reopened.get() != null) {
                reopened.get().close();
            }
        }
    }
}
