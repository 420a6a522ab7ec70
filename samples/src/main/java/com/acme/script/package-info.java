// SPDX-License-Identifier: Apache-2.0

/**
 * A third-party interpreter, whose scripts are stopped from outside.
 */
package com.acme.script;
