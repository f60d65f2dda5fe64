/**
 * Line charts in small multiples, drawn once and written as SVG or PNG.
 *
 * <p>A {@link dev.kedge.lab.internal.chart.Figure} is a grid of {@link dev.kedge.lab.internal.chart.Panel}s with one
 * legend above them; a panel has two {@link dev.kedge.lab.internal.chart.Scale}s and some
 * {@link dev.kedge.lab.internal.chart.Series}. Lengths are in pixels of the SVG. The SVG of a figure is a function of
 * its numbers alone, so that a test can compare it byte for byte.
 */
@NullMarked
package dev.kedge.lab.internal.chart;

import org.jspecify.annotations.NullMarked;
