/** Thresholds that change over the steps of a run, by plan or by what is measured. */
@NullMarked
package dev.kedge.objective.schedule;

import org.jspecify.annotations.NullMarked;
