/**
 * Recipes of runs: every setting of a run as a record, with its default and its bounds. Components read their own part;
 * nothing here runs.
 */
@NullMarked
package dev.kedge.train.recipe;

import org.jspecify.annotations.NullMarked;
