package dev.kedge.verifiers;

import dev.kedge.api.Prompt;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The answers that are right for a prompt: those of its field {@code right_answers}, a JSON list that a list column of
 * a data set becomes; else the strings of a reference answer that is a JSON list of strings; else the reference answer.
 */
final class RightAnswers {

    private static final String FIELD = "right_answers";
    private static final JsonMapper JSON = new JsonMapper();

    private RightAnswers() {}

    /**
     * All of them.
     *
     * @param prompt the prompt
     * @return at least one
     */
    static List<String> of(Prompt prompt) {
        return listed(prompt).or(() -> strings(prompt.answer())).orElse(List.of(prompt.answer()));
    }

    /**
     * Those that a list column says.
     *
     * @param prompt the prompt
     * @return at least one; empty if the prompt has no such column
     */
    static Optional<List<String>> listed(Prompt prompt) {
        return Optional.ofNullable(prompt.fields().get(FIELD)).flatMap(RightAnswers::strings);
    }

    private static Optional<List<String>> strings(String text) {
        String list = text.strip();
        if (!list.startsWith("[") || !list.endsWith("]") || list.indexOf('"') < 0) {
            return Optional.empty();
        }
        try {
            JsonNode node = JSON.readTree(list);
            return node.isArray() && !node.isEmpty() && node.valueStream().allMatch(JsonNode::isString)
                    ? Optional.of(node.valueStream().map(JsonNode::stringValue).toList())
                    : Optional.empty();
        } catch (JacksonException notJson) {
            return Optional.empty(); // then the text itself is the answer
        }
    }
}
