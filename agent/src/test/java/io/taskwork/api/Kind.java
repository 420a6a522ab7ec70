// SPDX-License-Identifier: Apache-2.0
package io.taskwork.api;

/** The two kinds of threads. */
enum Kind {
    VIRTUAL, PLATFORM;

    Thread unstarted(Runnable body) {
        return switch (this) {
            case VIRTUAL -> Thread.ofVirtual().unstarted(body);
            case PLATFORM -> Thread.ofPlatform().daemon().unstarted(body);
        };
    }
}
