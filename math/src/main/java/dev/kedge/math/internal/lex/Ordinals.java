package dev.kedge.math.internal.lex;

import java.util.Locale;

/** The endings of ordinal numbers: 1st, 2nd, 3rd, 5th. */
final class Ordinals {

    private Ordinals() {}

    /** Where a number ends whose digits end at {@code end}: behind its ordinal ending, if it has one. */
    static int end(String text, int start, int end) {
        boolean ordinal = end + 2 <= text.length()
                && Character.isDigit(text.charAt(end - 1))
                && (end + 2 == text.length() || !Character.isLetterOrDigit(text.charAt(end + 2)))
                && isEnding(text.substring(end, end + 2))
                && text.substring(start, end).chars().allMatch(Character::isDigit);
        return ordinal ? end + 2 : end;
    }

    /** Whether letters are the ending of an ordinal number. */
    static boolean isEnding(String letters) {
        return switch (letters.toLowerCase(Locale.ROOT)) {
            case "st", "nd", "rd", "th" -> true;
            default -> false;
        };
    }
}
