package dev.kedge.math.internal.extract;

import java.util.Optional;

/** The letter with which a text begins: nothing but it, or it and a mark, as before the text of a choice. */
public final class FirstLetter {

    private final String text;
    private final String letters;

    private FirstLetter(String text, String letters) {
        this.text = text;
        this.letters = letters;
    }

    /**
     * The letter.
     *
     * @param text what was written, without its thinking
     * @param letters the letters there are, capitals
     * @return empty if the text begins with none, or names others in the same way
     */
    public static Optional<Character> of(String text, String letters) {
        return new FirstLetter(text.strip(), letters).beginning();
    }

    private Optional<Character> beginning() {
        int start = 0;
        while (start < text.length()
                && (Choices.BEFORE.indexOf(text.charAt(start)) >= 0 || text.startsWith("\\text", start))) {
            start += text.startsWith("\\text", start) ? "\\text".length() : 1;
        }
        if (start >= text.length() || letters.indexOf(Character.toUpperCase(text.charAt(start))) < 0) {
            return Optional.empty();
        }
        char letter = Character.toUpperCase(text.charAt(start));
        String rest = text.substring(start + 1);
        boolean alone = rest.chars().allMatch(character -> Choices.BEHIND.indexOf(character) >= 0 || character == ' ');
        if (alone) {
            return rest.length() > 3 && !text.contains("*") && !text.contains("\\")
                    ? Optional.empty()
                    : Optional.of(letter);
        }
        boolean wide = Characters.isWideLetter(rest.charAt(0)) && Character.isUpperCase(text.charAt(start));
        boolean mark = ").:）：、。．".indexOf(rest.charAt(0)) >= 0 && isMark(rest);
        return (wide || mark) && !labelsAnother(start + 1, letter) ? Optional.of(letter) : Optional.empty();
    }

    private static boolean isMark(String rest) {
        return Characters.isWideEnd(rest.charAt(0))
                || (rest.length() > 1
                        && (!Character.isLetterOrDigit(rest.charAt(1)) || Characters.isWideLetter(rest.charAt(1))));
    }

    /** Whether another letter stands with a mark behind it as before the text of a choice. */
    private boolean labelsAnother(int from, char letter) {
        for (int i = from; i + 2 < text.length(); i++) {
            boolean label = isLetterAt(i) && ").:".indexOf(text.charAt(i + 1)) >= 0;
            if (label && Character.toUpperCase(text.charAt(i)) != letter) {
                return true;
            }
        }
        return false;
    }

    private boolean isLetterAt(int index) {
        char character = text.charAt(index);
        return Character.isUpperCase(character)
                && letters.indexOf(character) >= 0
                && !Choices.isNarrow(text.charAt(index - 1))
                && text.charAt(index - 1) != '\\';
    }
}
