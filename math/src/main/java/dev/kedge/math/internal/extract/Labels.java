package dev.kedge.math.internal.extract;

import java.util.List;
import java.util.Optional;

/**
 * The letter of a multiple-choice answer at the beginning of a text: {@code (B)}, {@code B)}, {@code B.} or <code>
 * \textbf{(B)}</code> before the answer's content, or nothing but the letter.
 */
public final class Labels {

    /** The letters that name choices. */
    public static final String LETTERS = "ABCDEFGHIJ";

    private static final int MAX_LENGTH = 400;
    private static final List<String> WRAPPINGS = List.of(
            "\\textbf", "\\text", "\\mathrm", "\\mathbf", "\\left", "\\right", "option", "Option", "choice", "Choice");

    private Labels() {}

    /**
     * The letter of a text that begins with a label.
     *
     * @param text an answer
     * @return its letter; empty if it has none, or names several
     */
    public static Optional<Character> of(String text) {
        if (text.length() > MAX_LENGTH || !hasLetter(text)) {
            return Optional.empty();
        }
        String plain = plain(text);
        int at = letter(plain);
        if (at < 0) {
            return Optional.empty();
        }
        String rest = plain.substring(at + 1);
        boolean closes = rest.startsWith(")") || rest.startsWith(".") || rest.startsWith(":");
        boolean alone = content(rest).isEmpty();
        boolean bracket = plain.substring(0, at).contains("(");
        boolean labels = alone || (closes && (bracket == rest.startsWith(")") || !bracket));
        return labels && !namesAnother(rest) ? Optional.of(plain.charAt(at)) : Optional.empty();
    }

    /**
     * What stands behind the label.
     *
     * @param text an answer
     * @return the content; empty if there is no label, or nothing behind it
     */
    public static Optional<String> contentOf(String text) {
        if (of(text).isEmpty()) {
            return Optional.empty();
        }
        String plain = plain(text);
        String content = plain.substring(letter(plain) + 1);
        int start = 0;
        while (start < content.length()
                && " ).:}\\".indexOf(content.charAt(start)) >= 0
                && !(content.charAt(start) == '\\'
                        && start + 1 < content.length()
                        && Character.isLetter(content.charAt(start + 1)))) {
            start++;
        }
        return start < content.length() ? Optional.of(content.substring(start)) : Optional.empty();
    }

    private static boolean hasLetter(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 'A' && text.charAt(i) <= 'J') {
                return true;
            }
        }
        return false;
    }

    private static String plain(String text) {
        String plain = text;
        for (String wrapping : WRAPPINGS) {
            plain = plain.replace(wrapping, "");
        }
        return plain;
    }

    private static int letter(String plain) {
        int i = 0;
        while (i < plain.length() && " {($*\\".indexOf(plain.charAt(i)) >= 0) {
            i++;
        }
        return i < plain.length() && LETTERS.indexOf(plain.charAt(i)) >= 0 ? i : -1;
    }

    private static String content(String rest) {
        return rest.replace("}", "")
                .replace(")", "")
                .replace("$", "")
                .replace("*", "")
                .replace(".", "")
                .replace(":", "")
                .strip();
    }

    private static boolean namesAnother(String rest) {
        for (int i = 0; i < rest.length(); i++) {
            boolean before = i == 0 || !Character.isLetterOrDigit(rest.charAt(i - 1));
            boolean after = i + 1 == rest.length() || !Character.isLetterOrDigit(rest.charAt(i + 1));
            if (before
                    && after
                    && LETTERS.indexOf(rest.charAt(i)) >= 0
                    && rest.charAt(i) != 'I'
                    && rest.charAt(i) != 'A') {
                return true;
            }
        }
        return false;
    }
}
