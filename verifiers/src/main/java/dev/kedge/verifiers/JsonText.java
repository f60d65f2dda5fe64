package dev.kedge.verifiers;

import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of a completion, read strictly: one value, no key twice, nothing after it, depth and numbers bounded. */
final class JsonText {

    private static final int MAX_DEPTH = 200;
    private static final int MAX_NUMBER = 400;
    private static final Set<String> LANGUAGES = Set.of("json");

    private static final JsonMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(MAX_NUMBER)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private JsonText() {}

    /**
     * Where the JSON of a completion stands.
     *
     * @param completion what the policy wrote
     * @return the last block fenced as JSON, else the last that names no language, else all that follows the reasoning
     */
    static String in(String completion) {
        return FinalText.block(completion, LANGUAGES).strip();
    }

    /**
     * Reads a text.
     *
     * @param text one JSON value
     * @throws JacksonException if it is not well-formed, or too deep
     */
    static JsonNode read(String text) {
        JsonNode node = STRICT.readTree(text);
        if (node.isMissingNode()) {
            throw new IllegalArgumentException("there is no JSON");
        }
        return node;
    }

    /**
     * What an exception of the parser says, without where in its source it was.
     *
     * @param malformed the exception
     * @return one line
     */
    static String reason(JacksonException malformed) {
        String message = malformed.getOriginalMessage();
        return message == null ? "not JSON" : message.lines().findFirst().orElse("not JSON");
    }
}
