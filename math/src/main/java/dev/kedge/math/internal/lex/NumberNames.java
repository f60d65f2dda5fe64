package dev.kedge.math.internal.lex;

import java.util.List;

/** The English names of the whole numbers from 0 to 19, each at its number. */
public final class NumberNames {

    /** {@code zero} to {@code nineteen}. */
    public static final List<String> SMALL = List.of(
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen");

    private NumberNames() {}
}
