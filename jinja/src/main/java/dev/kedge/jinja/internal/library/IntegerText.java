package dev.kedge.jinja.internal.library;

import dev.kedge.jinja.internal.text.Cases;
import dev.kedge.jinja.internal.text.Whitespace;
import java.math.BigInteger;
import java.util.Optional;

/** Whole numbers as {@code int(text, base)} reads them. */
final class IntegerText {

    /** Python reads no more. */
    private static final int MAX_DIGITS = 4300;

    private IntegerText() {}

    static Optional<BigInteger> parse(String text, int base) {
        String number = Cases.lower(Whitespace.strip(text, Whitespace::is, true, true));
        boolean signed = number.startsWith("-") || number.startsWith("+");
        String unsigned = signed ? number.substring(1) : number;
        int named = prefix(unsigned);
        int radix = base == 0 ? (named == 0 ? 10 : named) : base;
        boolean prefixed = named != 0 && named == radix;
        String digits = prefixed ? unsigned.substring(2).replaceFirst("^_", "") : unsigned;
        if (!digits.matches("[^_\\-+]+(_[^_\\-+]+)*+") || digits.length() > MAX_DIGITS) {
            return Optional.empty();
        }
        String bare = digits.replace("_", "");
        boolean octalOfOld = base == 0 && !prefixed && bare.length() > 1 && bare.startsWith("0") && !bare.matches("0+");
        boolean valid = bare.chars().allMatch(digit -> Character.digit(digit, radix) >= 0);
        if (octalOfOld || !valid) {
            return Optional.empty();
        }
        BigInteger value = new BigInteger(bare, radix);
        return Optional.of(number.startsWith("-") ? value.negate() : value);
    }

    private static int prefix(String unsigned) {
        if (unsigned.startsWith("0x")) {
            return 16;
        }
        return unsigned.startsWith("0o") ? 8 : unsigned.startsWith("0b") ? 2 : 0;
    }
}
