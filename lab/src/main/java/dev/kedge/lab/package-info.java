/**
 * The laboratory: what conditions allow, how good estimators are, and what conditions do to a policy, computed exactly
 * and drawn.
 *
 * <p>A study runs without files and gives a {@link dev.kedge.lab.Study}: figures ({@code lab.chart}), tables for
 * people, and all numbers as JSON. The mathematics is in {@code dev.kedge.divergence}; here are the settings, the seeds
 * and the pictures. No tensors, no native code.
 */
@NullMarked
package dev.kedge.lab;

import org.jspecify.annotations.NullMarked;
