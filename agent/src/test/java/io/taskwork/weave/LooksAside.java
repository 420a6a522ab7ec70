// SPDX-License-Identifier: Apache-2.0
package io.taskwork.weave;

import io.taskwork.poll.PollNames;

/** Names a class of its own floor, in a descriptor alone: a twin for {@code FloorsTest}. */
final class LooksAside {
    private LooksAside() {}

    static PollNames nothing() {
        return null;
    }
}
