// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import io.taskwork.TaskWork;

/** One slot of a submitter, in flight once at a time, used again and again. */
final class Request {
    final Submitter submitter;

    /** As the {@code callback_head} lies in io_uring's {@code struct io_kiocb}. */
    final TaskWork completion = TaskWork.of(this::complete);

    Request next; // in the ring
    long submitted;
    long block;
    long answer;
    long stamp; // the device numbers what it posts

    Request(Submitter submitter) {
        this.submitter = submitter;
    }

    /** Runs on the submitter, wherever that is blocked. */
    void complete() {
        submitter.onCompletion(this);
    }
}
