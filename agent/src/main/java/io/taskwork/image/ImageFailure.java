// SPDX-License-Identifier: Apache-2.0
package io.taskwork.image;

/**
 * Thrown if no image can be made; the message says why, in one line. It is null if that was printed
 * already.
 */
final class ImageFailure extends Exception {
    private static final long serialVersionUID = 1L;

    ImageFailure(String message) {
        super(message, null, false, false);
    }
}
