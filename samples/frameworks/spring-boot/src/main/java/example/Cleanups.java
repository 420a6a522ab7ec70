// SPDX-License-Identifier: Apache-2.0
package example;

import java.lang.foreign.Arena;
import org.springframework.stereotype.Component;

/** What the cleanup of a request does. It is a bean so that a test can watch it. */
@Component
class Cleanups {
    void close(String id, Arena arena) {
        arena.close(); // throws on any thread but the one that opened it
    }
}
