package dev.kedge.jinja.internal.text;

import java.util.Locale;

/** Upper and lower case as Python's strings have it. */
public final class Cases {

    /** No letter becomes more than three in another case. */
    public static final int GROWTH = 3;

    private static final int CHUNK = 128;

    private Cases() {}

    /**
     * Capital letters.
     *
     * @param text any string
     * @return {@code text.upper()}
     */
    public static String upper(String text) {
        if (text.length() <= CHUNK) {
            return text.toUpperCase(Locale.ROOT);
        }
        // Java copies the whole string for each letter that becomes several.
        StringBuilder upper = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); ) {
            int end = Math.min(at + CHUNK, text.length());
            end -= end < text.length() && Character.isLowSurrogate(text.charAt(end)) ? 1 : 0;
            upper.append(text.substring(at, end).toUpperCase(Locale.ROOT));
            at = end;
        }
        return upper.toString();
    }

    /**
     * Small letters.
     *
     * @param text any string
     * @return {@code text.lower()}
     */
    public static String lower(String text) {
        // The one letter that becomes two; see upper().
        return text.replace("\u0130", "i\u0307").toLowerCase(Locale.ROOT);
    }

    /**
     * A capital at the beginning, small letters after it.
     *
     * @param text any string
     * @return {@code text.capitalize()}
     */
    public static String capitalize(String text) {
        if (text.isEmpty()) {
            return text;
        }
        String first = text.substring(0, Character.charCount(text.codePointAt(0)));
        // Lower case of the whole, then cut: a sigma at the end of a word looks at the letters before it.
        return titled(first.codePointAt(0)) + lower(text).substring(lower(first).length());
    }

    /**
     * A capital at the beginning of each run of letters, small letters after it.
     *
     * @param text any string
     * @return {@code text.title()}
     */
    public static String title(String text) {
        StringBuilder titled = new StringBuilder(text.length());
        boolean inside = false;
        for (int at = 0; at < text.length(); ) {
            int codePoint = text.codePointAt(at);
            titled.append(inside ? lowerAt(text, at) : titled(codePoint));
            inside = isCased(codePoint);
            at += Character.charCount(codePoint);
        }
        return titled.toString();
    }

    private static String titled(int codePoint) {
        int title = Character.toTitleCase(codePoint);
        if (title != codePoint || Character.isTitleCase(codePoint)) {
            return Character.toString(title);
        }
        String one = Character.toString(codePoint);
        String upper = upper(one);
        // One letter that becomes several, such as ß: only the first of them is a capital.
        return upper.equals(one) || upper.codePointCount(0, upper.length()) == 1
                ? upper
                : upper.substring(0, 1) + lower(upper.substring(1));
    }

    /**
     * Small letters for capitals and capitals for small ones.
     *
     * @param text any string
     * @return {@code text.swapcase()}
     */
    public static String swap(String text) {
        StringBuilder swapped = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            int codePoint = text.codePointAt(at);
            String one = Character.toString(codePoint);
            boolean small = Character.isLowerCase(codePoint);
            swapped.append(Character.isUpperCase(codePoint) ? lowerAt(text, at) : small ? upper(one) : one);
        }
        return swapped.toString();
    }

    /** One letter's small form. A sigma that ends a word has one of its own. */
    private static String lowerAt(String text, int at) {
        boolean endsWord = text.charAt(at) == '\u03A3'
                && at > 0
                && Character.isLetter(text.codePointBefore(at))
                && (at + 1 == text.length() || !Character.isLetter(text.codePointAt(at + 1)));
        return endsWord ? "\u03C2" : lower(Character.toString(text.codePointAt(at)));
    }

    /**
     * Letters as they are compared when case does not matter.
     *
     * @param text any string
     * @return {@code text.casefold()}
     */
    public static String fold(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        text.codePoints().forEach(codePoint -> folded.append(lower(upper(Character.toString(codePoint)))));
        return folded.toString();
    }

    /**
     * Whether all letters with case are of one case, and there is one.
     *
     * @param text any string
     * @param upper true for capitals
     * @return {@code text.isupper()} or {@code text.islower()}
     */
    public static boolean areAll(String text, boolean upper) {
        return text.codePoints().noneMatch(upper ? Cases::isLowerOrTitle : Cases::isUpperOrTitle)
                && text.codePoints().anyMatch(upper ? Character::isUpperCase : Character::isLowerCase);
    }

    /**
     * Whether capitals are where words begin, and only there.
     *
     * @param text any string
     * @return {@code text.istitle()}
     */
    public static boolean isTitle(String text) {
        boolean inside = false;
        boolean some = false;
        for (int codePoint : text.codePoints().toArray()) {
            if (isCased(codePoint)) {
                if (inside != Character.isLowerCase(codePoint)) {
                    return false;
                }
                some = true;
            }
            inside = isCased(codePoint);
        }
        return some;
    }

    private static boolean isLowerOrTitle(int codePoint) {
        return Character.isLowerCase(codePoint) || Character.isTitleCase(codePoint);
    }

    private static boolean isUpperOrTitle(int codePoint) {
        return Character.isUpperCase(codePoint) || Character.isTitleCase(codePoint);
    }

    private static boolean isCased(int codePoint) {
        return Character.isUpperCase(codePoint) || isLowerOrTitle(codePoint);
    }
}
