// SPDX-License-Identifier: Apache-2.0
/**
 * Programs that compute, in a package which the option {@code poll} can name: it takes no class of
 * taskwork.
 */
package com.acme.compute;
