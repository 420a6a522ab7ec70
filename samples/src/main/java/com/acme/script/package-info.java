// SPDX-License-Identifier: Apache-2.0

/**
 * An interpreter of somebody else, whose scripts are stopped from outside.
 */
package com.acme.script;
