/**
 * Metrics typed by how they are reduced: a mean carries its sum and its count, so that micro-batches, inner updates and
 * steps combine exactly. What each metric means stands in {@code docs/metrics.md}.
 */
@NullMarked
package dev.kedge.internal.metric;

import org.jspecify.annotations.NullMarked;
