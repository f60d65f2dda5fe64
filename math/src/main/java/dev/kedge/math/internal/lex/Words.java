package dev.kedge.math.internal.lex;

import dev.kedge.math.internal.lex.Token.Kind;
import java.util.Locale;

/** The distinction of words of running text from letters that stand beside each other as factors. */
final class Words {

    private Words() {}

    /**
     * Whether the run of letters at an index has white space or the end of the text behind it, as a word of a sentence
     * has.
     */
    static boolean endsAsProse(String text, int position) {
        int end = position;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        return end == text.length() || text.charAt(end) == ' ' || text.charAt(end) == '.' || text.charAt(end) == ',';
    }

    /**
     * Whether a text is nothing but words of running text: letters, spaces and marks between words, and among the words
     * at least one that has no meaning in a formula.
     */
    static boolean isRunningText(String text) {
        boolean prose = false;
        int words = 0;
        int i = 0;
        while (i < text.length()) {
            char character = text.charAt(i);
            int end = i + 1;
            if (Character.isLetter(character)) {
                while (end < text.length() && (Character.isLetter(text.charAt(end)) || text.charAt(end) == '\'')) {
                    end++;
                }
                String word = text.substring(i, end);
                words++;
                prose = prose || meansNothing(word);
            } else if (" .,!?'\"-;:\n\t".indexOf(character) < 0) {
                return false;
            }
            i = end;
        }
        return prose && words > 0;
    }

    /** Whether a word of a text has no meaning in a formula. */
    private static boolean meansNothing(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return Vocabulary.isProse(lower) || (word.length() > 3 && !isCapitals(word) && !Vocabulary.isPlainWord(lower));
    }

    static boolean hasVowel(String word) {
        for (int i = 0; i < word.length(); i++) {
            if ("aeiouy".indexOf(word.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    static int functionPrefix(String word) {
        for (int length = 2; length < word.length(); length++) {
            String prefix = word.substring(0, length);
            boolean function = Vocabulary.isPlainWord(prefix)
                    && Vocabulary.plainWord(prefix).kind() == Kind.FUNCTION;
            if (function && word.length() - length == 1 && !prefix.equals("max") && !prefix.equals("min")) {
                return length;
            }
        }
        return 0;
    }

    static boolean isCapitals(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (!Character.isUpperCase(word.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean isValueEnd(Token token) {
        return switch (token.kind()) {
            case NUMBER, CLOSE, CONSTANT, PERCENT, DEGREE, WORD, TEXT -> true;
            default -> false;
        };
    }

    static String stripped(String words) {
        int end = words.length();
        while (end > 0 && ",.;: ".indexOf(words.charAt(end - 1)) >= 0) {
            end--;
        }
        return words.substring(0, end).strip();
    }
}
