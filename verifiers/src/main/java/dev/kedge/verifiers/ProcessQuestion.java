package dev.kedge.verifiers;

import dev.kedge.api.Prompt;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The line of JSON that a program is asked with, in ASCII: what a reader takes for the end of a line, or for another
 * encoding, does not occur in it.
 */
final class ProcessQuestion {

    private static final int MAX_LENGTH = 1 << 30;
    private static final int MAX_DIGITS = 1 << 20;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(MAX_LENGTH)
                            .maxNumberLength(MAX_DIGITS)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private ProcessQuestion() {}

    /**
     * The question.
     *
     * @param id comes back with the answer
     * @param prompt its text, or its messages where it is a conversation; its reference and fields
     * @param completion what is judged
     * @return one line
     */
    static String line(long id, Prompt prompt, String completion) {
        Map<String, Object> question = new LinkedHashMap<>();
        question.put("id", id);
        question.put(
                "prompt",
                prompt.conversation()
                        .<Object>map(conversation -> conversation.messages())
                        .orElse(prompt.text()));
        question.put("completion", completion);
        question.put("reference", prompt.answer());
        question.put("fields", fields(prompt));
        return JSON.writeValueAsString(question);
    }

    /**
     * Texts as they are, other values of the row as its file has them; what is inside of an object is not repeated by
     * its dotted name.
     */
    private static Map<String, Object> fields(Prompt prompt) {
        Map<String, Object> fields = new LinkedHashMap<>(prompt.fields());
        read(prompt, Prompt.JSON_VALUES).filter(JsonNode::isObject).ifPresent(values -> {
            fields.remove(Prompt.JSON_VALUES);
            fields.keySet().removeIf(name -> isWithin(values, name));
            values.properties().forEach(value -> fields.put(value.getKey(), value.getValue()));
        });
        read(prompt, Prompt.RIGHT_ANSWERS)
                .filter(JsonNode::isArray)
                .ifPresent(answers -> fields.put(Prompt.RIGHT_ANSWERS, answers));
        return fields;
    }

    private static Optional<JsonNode> read(Prompt prompt, String field) {
        try {
            return Optional.ofNullable(prompt.fields().get(field)).map(JSON::readTree);
        } catch (JacksonException text) { // a column of that name in the data set
            return Optional.empty();
        }
    }

    private static boolean isWithin(JsonNode values, String name) {
        for (int dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
            if (values.has(name.substring(0, dot))) {
                return true;
            }
        }
        return false;
    }
}
