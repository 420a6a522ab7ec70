// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

import java.util.concurrent.Flow;

/** A subscriber that asks for nothing until it is told to. */
final class SlowSubscriber implements Flow.Subscriber<String> {
    private volatile Flow.Subscription subscription;

    void takeAll() {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onSubscribe(Flow.Subscription s) {
        subscription = s;
    }

    @Override
    public void onNext(String item) {}

    @Override
    public void onError(Throwable e) {}

    @Override
    public void onComplete() {}
}
