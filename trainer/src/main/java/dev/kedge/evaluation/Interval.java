package dev.kedge.evaluation;

/**
 * The range of a mean, with 95 % confidence.
 *
 * @param low lower end
 * @param high upper end
 */
record Interval(double low, double high) {}
