package dev.kedge.task;

import java.text.Normalizer;
import java.util.Locale;

/** The identity of a prompt: its text, but for capitals, white space and ways to write a letter. */
final class PromptText {

    private PromptText() {}

    /** The same text for prompts that are the same. */
    static String normalized(String text) {
        boolean plain = text.chars().allMatch(letter -> letter < 0x80);
        String composed = plain ? text : Normalizer.normalize(text, Normalizer.Form.NFKC);
        StringBuilder words = new StringBuilder(composed.length());
        boolean space = false;
        for (int i = 0; i < composed.length(); i++) {
            char letter = composed.charAt(i);
            if (Character.isWhitespace(letter)) {
                space = true;
            } else {
                if (space && words.length() > 0) {
                    words.append(' ');
                }
                space = false;
                words.append(letter);
            }
        }
        return words.toString().toLowerCase(Locale.ROOT);
    }
}
