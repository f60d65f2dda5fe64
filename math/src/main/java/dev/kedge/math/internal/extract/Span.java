package dev.kedge.math.internal.extract;

/**
 * A part of a text.
 *
 * @param start where it begins, with its delimiters
 * @param end where it ends, with its delimiters
 * @param content what is between the delimiters
 */
record Span(int start, int end, String content) {}
