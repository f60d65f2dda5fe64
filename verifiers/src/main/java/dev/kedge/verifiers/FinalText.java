package dev.kedge.verifiers;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a completion that holds its answer: after the reasoning, and in the last fenced block where there is one.
 */
final class FinalText {

    private static final String REASONING_END = "</think>";
    private static final String TAG = "<answer>";
    private static final String TAG_END = "</answer>";
    /** Three backquotes or more at the start of a line, and the word after them; possessive, so that it reads once. */
    private static final Pattern FENCE = Pattern.compile("(?m)^[ \\t]{0,3}(`{3,})[ \\t]*+([^\\s`]*+)[^\\n`]*+$");

    private FinalText() {}

    /**
     * What follows the last {@code </think>}.
     *
     * @param completion what the policy wrote
     * @return the rest; everything if there is no such mark
     */
    static String afterReasoning(String completion) {
        int end = completion.lastIndexOf(REASONING_END);
        return end < 0 ? completion : completion.substring(end + REASONING_END.length());
    }

    /**
     * What stands between the last {@code <answer>} and {@code </answer>} after the reasoning, or all of it where there
     * is no such tag.
     *
     * @param completion what the policy wrote
     * @return the answer without its tags
     */
    static String answer(String completion) {
        String text = afterReasoning(completion);
        int tag = text.lastIndexOf(TAG);
        if (tag < 0) {
            return text.replace(TAG_END, "");
        }
        int end = text.indexOf(TAG_END, tag);
        return text.substring(tag + TAG.length(), end < 0 ? text.length() : end);
    }

    /**
     * The content of the last fenced block of some language after the reasoning, else of the last block that names
     * none, else all that follows the reasoning. A block that is not closed goes to the end.
     *
     * @param completion what the policy wrote
     * @param languages what may stand after the opening fence, in small letters
     * @return the text without its fences
     */
    static String block(String completion, Set<String> languages) {
        String text = afterReasoning(completion);
        String named = "";
        String unnamed = "";
        boolean hasNamed = false;
        boolean hasUnnamed = false;
        Matcher fences = FENCE.matcher(text);
        boolean closed = true;
        while (closed && fences.find()) {
            String fence = fences.group(1);
            String language = fences.group(2).toLowerCase(Locale.ROOT);
            int start = Math.min(text.length(), fences.end() + 1);
            int end = text.length();
            closed = false;
            while (!closed && fences.find()) {
                closed = fences.group(2).isEmpty() && fences.group(1).length() >= fence.length();
                end = closed ? fences.start() : text.length();
            }
            String content = text.substring(Math.min(start, end), end);
            if (languages.contains(language)) {
                named = content;
                hasNamed = true;
            } else if (language.isEmpty()) {
                unnamed = content;
                hasUnnamed = true;
            }
        }
        return hasNamed ? named : hasUnnamed ? unnamed : text.strip();
    }
}
