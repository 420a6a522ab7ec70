// SPDX-License-Identifier: Apache-2.0
package io.taskwork.blocking;

/**
 * A blocking call of the JDK, and what is promised of it.
 *
 * @param call the call as it appears in the documentation
 * @param where the place where its works run
 * @param timed whether it waits for {@link Scene#nanos} at most
 * @param early whether it may return early when a SIGNAL came
 * @param maker sets up one call
 */
record Row(String call, Where where, boolean timed, boolean early, Maker maker) {
    /** The place where the works of a thread run that was in the call. */
    enum Where {
        QUEUE("inside the call; place kept, turn passed on"),
        IN_PLACE("inside the call; nobody queues behind it"),
        WAIT_EXIT("as the wait returns, with the monitor held"),
        YIELD("inside the call, which does not block"),
        AFTER("after the call, at the next run point");

        final String text;

        Where(String text) {
            this.text = text;
        }
    }

    /** Sets up one call. */
    interface Maker {
        void make(Scene scene) throws Exception;
    }

    static Row of(Where where, String call, Maker maker) {
        return new Row(call, where, false, false, maker);
    }

    static Row timed(Where where, String call, Maker maker) {
        return new Row(call, where, true, false, maker);
    }

    Row mayReturnEarly() {
        return new Row(call, where, timed, true, maker);
    }

    boolean isWoken() {
        return where != Where.AFTER;
    }

    Scene make(long nanos) throws Exception {
        Scene scene = new Scene(nanos);
        try {
            maker.make(scene);
        } catch (Exception | Error e) {
            scene.close();
            throw e;
        }
        return scene;
    }

    @Override
    public String toString() {
        return call;
    }
}
