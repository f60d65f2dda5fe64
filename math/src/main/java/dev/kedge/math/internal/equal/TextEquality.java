package dev.kedge.math.internal.equal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Equality of texts: the same words and numbers in the same order, without regard to case, punctuation, LaTeX around
 * them, and the articles a, an and the.
 */
public final class TextEquality {

    private static final Set<String> ARTICLES = Set.of("a", "an", "the");
    private static final Set<String> NOTHING = Set.of(
            "no solution",
            "no solutions",
            "none",
            "no real solution",
            "no real solutions",
            "there is no solution",
            "there are no solutions",
            "no such",
            "empty set",
            "null set",
            "nosolution");
    private static final Set<String> UNDEFINED =
            Set.of("dne", "does not exist", "undefined", "not defined", "limit does not exist");
    private static final Set<String> YES = Set.of("true", "t");
    private static final Set<String> NO = Set.of("false");

    private static final List<String> ARROWS = List.of("\\rightarrow", "\\longrightarrow", "\\to");
    private static final List<String> COMMANDS =
            List.of("\\text{", "\\mathrm{", "\\textbf{", "\\mathbf{", "\\mbox{", "\\displaystyle", "\\ ");

    private TextEquality() {}

    /**
     * Compares two texts.
     *
     * @param one the one
     * @param other the other
     * @return true if they have the same words
     */
    public static boolean same(String one, String other) {
        if (!one.isBlank() && one.strip().equals(other.strip())) {
            return true;
        }
        if (one.strip().indexOf('\n') >= 0 || other.strip().indexOf('\n') >= 0) {
            return lines(one, other);
        }
        if (isFormula(one) || isFormula(other)) {
            return plain(one).equals(plain(other));
        }
        List<String> words = words(one);
        return !words.isEmpty() && words.equals(words(other));
    }

    /** Whether two texts of several lines are the same line by line; a board keeps the spaces within its lines. */
    private static boolean lines(String one, String other) {
        List<String> first = one.strip().lines().toList();
        List<String> second = other.strip().lines().toList();
        if (first.size() != second.size()) {
            return false;
        }
        for (int i = 0; i < first.size(); i++) {
            String line = first.get(i).stripTrailing();
            String counterpart = second.get(i).stripTrailing();
            boolean board = line.strip().contains("  ")
                    || counterpart.strip().contains("  ")
                    || line.isBlank()
                    || counterpart.isBlank();
            if (board ? !line.equals(counterpart) : !same(line, counterpart)) {
                return false;
            }
        }
        return true;
    }

    /** Whether signs and brackets count, as in formulas, structures of molecules, boards and code. */
    private static boolean isFormula(String text) {
        String plain = text.indexOf('\\') < 0 ? text : plain(text); // without commands no sign comes or goes
        for (int i = 0; i < plain.length(); i++) {
            char character = plain.charAt(i);
            if ("=+*/^<>_\\@#|~&→∧∨[]".indexOf(character) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** The text without what only changes how it looks: spaces, dollar signs, commands for text, a full stop. */
    static String plain(String text) {
        String plain = squeezed(text);
        if (plain.indexOf('\\') >= 0) {
            for (String arrow : ARROWS) {
                plain = plain.replace(arrow, "→");
            }
        }
        plain = plain.replace("->", "→");
        if (plain.indexOf('\\') >= 0) {
            for (String command : COMMANDS) {
                plain = plain.replace(command, command.endsWith("{") ? "{" : "");
            }
        }
        plain = plain.replace("\n", "").replace("\t", "");
        plain = plain.replace("{", "").replace("}", "");
        return plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain;
    }

    /**
     * Whether a text is made of words.
     *
     * @param text any text
     * @return true if it has a letter and none of the signs of formulas
     */
    public static boolean isWords(String text) {
        return text.chars().anyMatch(Character::isLetter)
                && text.chars().noneMatch(character -> character < 32 || "\\{}^_=<>".indexOf(character) >= 0);
    }

    /**
     * Whether two texts are written the same but for spaces, so that they mean the same even if they cannot be read.
     *
     * @param one the one
     * @param other the other
     * @return true if only spaces differ
     */
    public static boolean isExact(String one, String other) {
        return one.equals(other) || squeezed(one).equals(squeezed(other));
    }

    private static String squeezed(String text) {
        if (text.indexOf('\\') < 0) {
            return text.replace(" ", "").replace("$", "");
        }
        return text.replace(" ", "")
                .replace("\\left", "")
                .replace("\\right", "")
                .replace("$", "")
                .replace("\\,", "")
                .replace("\\dfrac", "\\frac");
    }

    /** Whether the words say that there is no solution. */
    static boolean isNothing(String text) {
        return NOTHING.contains(String.join(" ", words(text)));
    }

    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        String lower = text.toLowerCase(Locale.ROOT);
        for (int i = 0; i <= lower.length(); i++) {
            char character = i < lower.length() ? lower.charAt(i) : ' ';
            char next = i + 1 < lower.length() ? lower.charAt(i + 1) : ' ';
            if (character == '\\' && isLetter(next)) { // a command: only what it is about counts
                flush(word, words);
                int end = i + 1;
                while (end < lower.length() && isLetter(lower.charAt(end))) {
                    end++;
                }
                String command = lower.substring(i + 1, end);
                if (!command.startsWith("text")
                        && !command.startsWith("math")
                        && !command.equals("mbox")
                        && !command.equals("quad")
                        && !command.equals("boxed")
                        && !command.equals("left")
                        && !command.equals("right")) {
                    words.add("\\" + command);
                }
                i = end - 1;
            } else if (Character.isLetterOrDigit(character)
                    || (word.length() > 0
                            && (character == '.' || character == ',')
                            && isDigit(next)
                            && isDigit(lower.charAt(i - 1)))
                    || (word.length() == 0 && (character == '-' || character == '.') && isDigit(next))) {
                word.append(character);
            } else if (character != '\'' && character != '\u2019') {
                flush(word, words);
                if ("+*/^=<>_".indexOf(character) >= 0) {
                    words.add(String.valueOf(character));
                }
            }
        }
        return canonical(words);
    }

    private static List<String> canonical(List<String> all) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            boolean letter = all.get(i).equals("a")
                    && (i + 1 == all.size() || all.get(i + 1).length() == 1);
            if (letter || !ARTICLES.contains(all.get(i))) { // "A, D" names choices
                words.add(all.get(i));
            }
        }
        String joined = String.join(" ", words);
        if (UNDEFINED.contains(joined)) {
            return List.of("undefined");
        }
        if (YES.contains(joined)) {
            return List.of("true");
        }
        if (NO.contains(joined)) {
            return List.of("false");
        }
        return words;
    }

    private static void flush(StringBuilder word, List<String> words) {
        if (word.length() > 0) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    private static boolean isLetter(char character) {
        return character >= 'a' && character <= 'z';
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }
}
