package dev.kedge.math.internal.extract;

/** The dress of an answer, which is none of it: marks of emphasis and quotation, full stops, white space. */
final class Dressing {

    private Dressing() {}

    /** A text without it at both ends, and without the asterisks of bold text. */
    static String without(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && " *_`\"':：=#>\t\n\r\u00A0「“「".indexOf(text.charAt(start)) >= 0 && !isBlank(text, start)) {
            start++;
        }
        while (end > start && isEnd(text, end) && !goesOn(text, end)) {
            end--;
        }
        return withoutEmphasis(text.substring(start, end));
    }

    /** An underscore beside another or a space is the blank of a form or a board. */
    private static boolean isBlank(String text, int index) {
        boolean beside = text.startsWith("_ ", index) || text.startsWith("__", index);
        return text.charAt(index) == '_' && beside;
    }

    /** Whether dots stand there behind decimals, which go on: {@code 0.333...}. */
    private static boolean goesOn(String text, int end) {
        if (end < 6 || !text.startsWith("...", end - 3) || !Characters.isDigit(text, end - 4)) {
            return false;
        }
        int digit = end - 4;
        while (Characters.isDigit(text, digit)) {
            digit--;
        }
        return digit > 0 && text.charAt(digit) == '.' && Characters.isDigit(text, digit - 1);
    }

    private static boolean isEnd(String text, int end) {
        char last = text.charAt(end - 1);
        boolean space = end > 1 && last == ' ' && text.charAt(end - 2) == '\\';
        return !space
                && (" *_`\".,\t\n\r。．」”\u00A0".indexOf(last) >= 0)
                && !(last == '_' && end > 1 && " _".indexOf(text.charAt(end - 2)) >= 0);
    }

    /** Without the asterisks of bold text; those between two factors stay. */
    private static String withoutEmphasis(String text) {
        if (!text.contains("**")) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            boolean bold = text.startsWith("**", i)
                    && !(i > 0
                            && i + 2 < text.length()
                            && !Character.isWhitespace(text.charAt(i - 1))
                            && !Character.isWhitespace(text.charAt(i + 2)));
            if (bold) {
                plain.append(' ');
                i++;
            } else {
                plain.append(text.charAt(i));
            }
        }
        return plain.toString().strip();
    }
}
