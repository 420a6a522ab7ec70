// SPDX-License-Identifier: Apache-2.0
/**
 * Programs that compute. They have a package of their own, since the option {@code poll} accepts no
 * class of taskwork.
 */
package com.acme.compute;
