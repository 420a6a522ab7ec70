// SPDX-License-Identifier: Apache-2.0
package example;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Uses native memory that only the request's thread may free, and does not let the client wait.
 */
@RestController
class Orders {
    private final Cleanups cleanups;

    Orders(Cleanups cleanups) {
        this.cleanups = cleanups;
    }

    @GetMapping("/orders/{id}")
    void order(@PathVariable("id") String id, HttpServletResponse response) throws IOException {
        Arena arena = Arena.ofConfined();
        MemorySegment scratch = arena.allocateFrom("order " + id);
        AfterRequest.run(() -> cleanups.close(id, arena));
        response.getWriter().write(scratch.getString(0L)); // it goes out after the filters
    }
}
