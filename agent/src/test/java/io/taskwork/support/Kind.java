// SPDX-License-Identifier: Apache-2.0
package io.taskwork.support;

/** The two kinds of threads. */
public enum Kind {
    VIRTUAL, PLATFORM;

    public Thread unstarted(Runnable body) {
        return switch (this) {
            case VIRTUAL -> Thread.ofVirtual().unstarted(body);
            case PLATFORM -> Thread.ofPlatform().daemon().unstarted(body);
        };
    }
}
