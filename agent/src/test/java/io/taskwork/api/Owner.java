// SPDX-License-Identifier: Apache-2.0
package io.taskwork.api;

import io.taskwork.OwnedResource;
import io.taskwork.support.Await;
import io.taskwork.support.Kind;
import io.taskwork.support.Subject;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** A parked thread that has made the resource. */
final class Owner<T> {
    final Subject subject;
    volatile OwnedResource<T> resource;
    private volatile boolean over;

    Owner(Kind kind, Supplier<OwnedResource<T>> make) {
        subject = Subject.start(kind, () -> {
            resource = make.get();
            while (!over) {
                LockSupport.park(this);
            }
            return null;
        });
        Await.until("there is no resource", () -> resource != null);
        subject.awaitBlocked();
    }

    void exit() {
        over = true;
        LockSupport.unpark(subject.thread);
        subject.result();
    }
}
