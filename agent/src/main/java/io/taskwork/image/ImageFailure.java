// SPDX-License-Identifier: Apache-2.0
package io.taskwork.image;

/** No image can be made; the message says why, in one line. None: it was said already. */
final class ImageFailure extends Exception {
    private static final long serialVersionUID = 1L;

    ImageFailure(String message) {
        super(message, null, false, false);
    }
}
