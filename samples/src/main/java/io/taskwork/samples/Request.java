// SPDX-License-Identifier: Apache-2.0
package io.taskwork.samples;

import io.taskwork.TaskWork;

/** A slot of a submitter for one request at a time, which is used again and again. */
final class Request {
    final Submitter submitter;

    /** Lies in the request, as a {@code callback_head} lies in io_uring's {@code io_kiocb}. */
    final TaskWork completion = TaskWork.of(this::complete);

    Request next; // in the ring
    long submitted;
    long block;
    long answer;
    long stamp; // the device numbers the completions that it posts

    Request(Submitter submitter) {
        this.submitter = submitter;
    }

    /** Runs on the submitter, wherever it is blocked. */
    void complete() {
        submitter.onCompletion(this);
    }
}
