// SPDX-License-Identifier: Apache-2.0

/**
 * A program of somebody else, which computes in batches and knows nothing of taskwork.
 */
package com.acme.batch;
