package dev.kedge.math.internal.extract;

/** The end of a number in running text: digits in groups of three, a point or comma and decimals, an exponent. */
final class NumberEnd {

    private NumberEnd() {}

    static int of(String text, int start) {
        int end = digits(text, start);
        boolean grouped = false;
        if (end - start <= 3 && end > start) {
            for (String comma : new String[] {",", "{,}", "\\,", "{,}\\!", ",\\!"}) {
                while (text.startsWith(comma, end) && isGroup(text, end + comma.length())) {
                    end += comma.length() + 3;
                    grouped = true;
                }
            }
        }
        if (text.startsWith(".", end) && Characters.isDigit(text, end + 1)) {
            end = digits(text, end + 1);
        } else if (!grouped && isDecimalComma(text, end)) {
            end = digits(text, end + 1);
        }
        return exponent(text, end);
    }

    private static boolean isGroup(String text, int at) {
        return Characters.isDigit(text, at)
                && Characters.isDigit(text, at + 1)
                && Characters.isDigit(text, at + 2)
                && !Characters.isDigit(text, at + 3);
    }

    /** A comma with digits close to it, and no other comma of a list. */
    private static boolean isDecimalComma(String text, int at) {
        if (!text.startsWith(",", at) || !Characters.isDigit(text, at + 1)) {
            return false;
        }
        int end = digits(text, at + 1);
        int before = at;
        while (Characters.isDigit(text, before - 1)) {
            before--;
        }
        boolean list = text.startsWith(",", end) && Characters.isDigit(text, end + 1);
        boolean listed = before > 0
                && (text.charAt(before - 1) == ',' || text.charAt(before - 1) == '(' || text.charAt(before - 1) == '[');
        return !list && !listed && !text.startsWith(")", end) && !text.startsWith("]", end);
    }

    private static int exponent(String text, int end) {
        boolean exponent = end < text.length() && (text.charAt(end) == 'e' || text.charAt(end) == 'E');
        int digit = end + 1;
        if (digit < text.length() && (text.charAt(digit) == '-' || text.charAt(digit) == '+')) {
            digit++;
        }
        return exponent && Characters.isDigit(text, digit) ? digits(text, digit) : end;
    }

    private static int digits(String text, int start) {
        int end = start;
        while (Characters.isDigit(text, end)) {
            end++;
        }
        return end;
    }
}
