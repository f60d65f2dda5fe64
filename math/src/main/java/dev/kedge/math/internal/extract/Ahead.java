package dev.kedge.math.internal.extract;

/**
 * The look ahead in running text that an expression takes to know whether it goes on.
 *
 * @param text the text
 * @param limit where to stop looking
 */
record Ahead(String text, int limit) {

    static final String SIGNS = "+-−–*×·⋅÷/^<>=≤≥≠≈±∪∩_∓";
    static final String VALUES = "π∞½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞";
    static final String CURRENCY = "$£€¥₹₩₽₺₪฿";

    boolean isOpeningAt(int index) {
        return Characters.isOpening(text.charAt(index));
    }

    boolean isJoiningSign(int index) {
        char sign = text.charAt(index);
        if (sign == '*' && text.startsWith("**", index)) {
            return false;
        }
        if (sign == ':') {
            return startsNumberAt(Characters.skipSpaces(text, index + 1)) && text.startsWith(" ", index + 1);
        }
        if (SIGNS.indexOf(sign) < 0 || sign == '_') {
            return false;
        }
        int next = Characters.skipSpaces(text, index + 1);
        if (next >= limit) {
            return sign != '-' && sign != '–' && sign != '*';
        }
        boolean operandFollows = beginsOperand(next);
        return operandFollows || (sign != '-' && sign != '–' && sign != '*' && sign != '/');
    }

    boolean beginsOperand(int index) {
        char character = text.charAt(index);
        return startsNumberAt(index)
                || isOpeningAt(index)
                || VALUES.indexOf(character) >= 0
                || CURRENCY.indexOf(character) >= 0
                || character == '√'
                || character == '\\'
                || ((character == '-' || character == '−' || character == '=') && index + 1 < limit)
                || (Character.isLetter(character) && isMathName(index));
    }

    /** A single letter or the name of a function. */
    boolean isMathName(int index) {
        int stop = nameEnd(index);
        String name = text.substring(index, stop);
        return (name.length() == 1 && !Characters.isWideLetter(name.charAt(0)) && !"aI".contains(name))
                || Wording.isFunction(name);
    }

    boolean startsNumberAt(int index) {
        return Characters.isDigit(text, index)
                || (index < limit && text.charAt(index) == '.' && Characters.isDigit(text, index + 1));
    }

    int nameEnd(int index) {
        int stop = index;
        while (stop < limit && Character.isLetter(text.charAt(stop))) {
            stop++;
        }
        return stop;
    }

    boolean isFormulaCommand(int backslash) {
        String name = text.substring(Math.min(limit, backslash + 1), nameEnd(Math.min(limit, backslash + 1)));
        return switch (name) {
            case "", "text", "textbf", "mathrm", "begin", "end", "boxed", "quad", "qquad", "item", "section" -> false;
            default -> true;
        };
    }

    boolean isBullet(int index) {
        boolean lineStart = index == 0 || text.charAt(index - 1) == '\n';
        if (!lineStart || text.charAt(index) != '-' || !text.startsWith(" ", index + 1)) {
            return false;
        }
        int lineEnd = text.indexOf('\n', index);
        String line = text.substring(index + 1, lineEnd < 0 ? limit : Math.min(limit, lineEnd));
        return line.chars().anyMatch(Character::isLetter);
    }

    /** Whether digits, a slash and digits stand there, behind a number: the fraction of a mixed number. */
    boolean isFractionAt(int index, int behind) {
        if (!Characters.isDigit(text, index) || !Characters.isDigit(text, behind - 1)) {
            return false;
        }
        int stop = index;
        while (Characters.isDigit(text, stop)) {
            stop++;
        }
        return text.startsWith("/", stop) && Characters.isDigit(text, stop + 1);
    }

    /** Three digits behind one to three: 12 000. */
    boolean isGroupAt(int index, int start, int behind) {
        int digits = 0;
        while (Characters.isDigit(text, behind - 1 - digits)) {
            digits++;
        }
        boolean three = Characters.isDigit(text, index)
                && Characters.isDigit(text, index + 1)
                && Characters.isDigit(text, index + 2)
                && !Characters.isDigit(text, index + 3);
        boolean first = digits <= 3 && digits > 0 && behind - digits == start;
        boolean later = digits == 3 && behind - 4 > start && text.charAt(behind - 4) == ' ';
        return three && (first || later);
    }

    /** Whether a word such as "million" stands there, behind a number. */
    boolean isScaleAt(int index, int behind) {
        return Characters.isDigit(text, behind - 1) && Wording.isScale(text.substring(index, nameEnd(index)));
    }

    /** Whether a LaTeX command is a sign that wants something behind it. */
    static boolean isRelation(String name) {
        return switch (name) {
            case "le", "leq", "ge", "geq", "ne", "neq", "lt", "gt", "approx", "pm", "cup", "cap", "in", "to", "over" ->
                true;
            default -> false;
        };
    }

    /** An exclamation mark at the end of a sentence is none of mathematics. */
    boolean isFactorial(int position, boolean within) {
        int next = position + 1;
        if (next >= limit) {
            return false;
        }
        char after = text.charAt(next);
        if (!Characters.isSpace(after)) {
            return "+-*/^)=,".indexOf(after) >= 0 || within;
        }
        int word = Characters.skipSpaces(text, next);
        return word < limit && Ahead.SIGNS.indexOf(text.charAt(word)) >= 0 && isJoiningSign(word);
    }

    /** Whether a letter or digit stands directly before a place. */
    boolean isWithinWord(int start) {
        return start > 0
                && Character.isLetterOrDigit(text.charAt(start - 1))
                && !Characters.isWideLetter(text.charAt(start - 1));
    }
}
