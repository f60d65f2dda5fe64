/**
 * Every preset of the objective on the quickstart's task, several seeds each: what {@code docs/experiments/presets.md}
 * shows.
 */
package dev.kedge.benchmarks.presets;
