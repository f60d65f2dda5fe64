/**
 * The report of one run or several as a single HTML file that needs nothing from the network: the numbers are inlined,
 * so is uPlot, which draws the curves. Which curves there are stands in the resource {@code charts.json}.
 */
@NullMarked
package dev.kedge.internal.run.report;

import org.jspecify.annotations.NullMarked;
