// SPDX-License-Identifier: Apache-2.0

/**
 * A third-party program, which computes in batches and knows nothing about taskwork.
 */
package com.acme.batch;
