package dev.kedge.verifiers;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Text as it is compared where wording does not count: small letters, no ASCII punctuation, no articles ({@code a},
 * {@code an}, {@code the}), one space between words. The rule of SQuAD's evaluation, which open-instruct uses too.
 */
final class NormalizedText {

    private static final Pattern PUNCTUATION = Pattern.compile("[!-/:-@\\[-`{-~]");
    private static final Pattern ARTICLE = Pattern.compile("\\b(?:a|an|the)\\b", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern SPACE = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final JsonMapper JSON = new JsonMapper();

    private NormalizedText() {}

    /**
     * A text in the form that is compared.
     *
     * @param text any text
     * @return words of small letters with one space between them; empty if there are none
     */
    static String of(String text) {
        String words = PUNCTUATION.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
        return SPACE.matcher(ARTICLE.matcher(words).replaceAll(" "))
                .replaceAll(" ")
                .strip();
    }

    /**
     * The answer of a completion: what follows the reasoning, without the tags {@code <answer>} and {@code </answer>}.
     *
     * @param completion what the policy wrote
     * @return the answer in the form that is compared
     */
    static String answerOf(String completion) {
        return of(FinalText.afterReasoning(completion).replace("<answer>", "").replace("</answer>", ""));
    }

    /**
     * The answers that a reference allows: the strings of a JSON list, or the text itself.
     *
     * @param reference the prompt's answer
     * @return at least one, in the form that is compared
     */
    static List<String> references(String reference) {
        if (reference.startsWith("[")) {
            try {
                JsonNode list = JSON.readTree(reference);
                if (list.isArray() && !list.isEmpty() && list.valueStream().allMatch(JsonNode::isString)) {
                    return list.valueStream()
                            .map(JsonNode::stringValue)
                            .map(NormalizedText::of)
                            .toList();
                }
            } catch (JacksonException notJson) {
                // then the text itself is the answer
            }
        }
        return List.of(of(reference));
    }
}
