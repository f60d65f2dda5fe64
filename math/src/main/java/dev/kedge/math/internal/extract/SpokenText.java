package dev.kedge.math.internal.extract;

import java.util.List;

/**
 * The part of a completion that can hold its answer: what follows the reasoning, without the marks of a chat, with
 * LaTeX commands written once where they were escaped twice. Of a long completion only the last {@value #MAX_LENGTH}
 * characters.
 */
final class SpokenText {

    static final int MAX_LENGTH = 32_000;
    private static final String THOUGHT = "<think>";
    private static final String THOUGHT_END = "</think>";
    private static final List<String> CHAT_MARKS = List.of(
            "<|im_start|>", "<|im_end|>", "<|endoftext|>", "<|eot_id|>", "<|end_of_text|>", "</s>", "<end_of_turn>");

    private SpokenText() {}

    /** The part that counts; empty if the thinking does not come to an end. */
    static String of(String completion) {
        String spoken = completion.indexOf('<') < 0 ? completion : withoutMarks(completion);
        if (spoken.length() > MAX_LENGTH) {
            spoken = spoken.substring(spoken.length() - MAX_LENGTH);
        }
        return unescaped(spoken);
    }

    private static String withoutMarks(String completion) {
        int end = completion.lastIndexOf(THOUGHT_END);
        String spoken = end >= 0 ? completion.substring(end + THOUGHT_END.length()) : completion;
        int thought = spoken.indexOf(THOUGHT);
        if (thought >= 0) {
            spoken = spoken.substring(0, thought);
        }
        for (String mark : CHAT_MARKS) {
            int at = spoken.indexOf(mark);
            if (at > 0) {
                spoken = spoken.substring(0, at);
            }
        }
        return spoken;
    }

    /** What follows the last thought, as it is written; for verifiers that read only numbers. */
    static String afterThought(String completion) {
        int end = completion.lastIndexOf(THOUGHT_END);
        String spoken = end >= 0 ? completion.substring(end + THOUGHT_END.length()) : completion;
        return spoken.substring(Math.max(0, spoken.length() - MAX_LENGTH));
    }

    /**
     * Two backslashes before a letter are one that was escaped, unless rows of a matrix or an aligned formula end
     * there.
     */
    private static String unescaped(String text) {
        if (!text.contains("\\\\")) {
            return text;
        }
        boolean rows = text.contains("\\begin{") && !text.contains("\\\\begin{");
        if (rows) {
            return text;
        }
        StringBuilder once = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            once.append(character);
            if (character == '\\' && i + 1 < text.length() && text.charAt(i + 1) == '\\') {
                i++;
            }
        }
        return once.toString();
    }
}
