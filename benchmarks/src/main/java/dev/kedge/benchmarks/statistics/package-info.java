/** Measurements of what an evaluation says: how long a vote takes to count, and how often intervals hold the truth. */
@NullMarked
package dev.kedge.benchmarks.statistics;

import org.jspecify.annotations.NullMarked;
