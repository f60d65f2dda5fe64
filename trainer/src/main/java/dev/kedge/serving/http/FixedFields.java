package dev.kedge.serving.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * The fields of OpenAI's interface for what is not done here: allowed with the value that asks for nothing, refused
 * with any other.
 */
final class FixedFields {

    /** Not read at all: they say something about the requester, nothing about the answer. */
    private static final Set<String> UNREAD =
            Set.of("user", "metadata", "safety_identifier", "prompt_cache_key", "parallel_tool_calls");

    /** A value that asks for nothing, and how to say which. */
    private record Nothing(String said, Predicate<JsonNode> is) {}

    private static final Map<String, Nothing> FIXED = fixed();

    private FixedFields() {}

    private static Map<String, Nothing> fixed() {
        Map<String, Nothing> fixed = new LinkedHashMap<>();
        Nothing zero = new Nothing("0", value -> value.isNumber() && value.doubleValue() == 0);
        Nothing no = new Nothing("false", value -> value.isBoolean() && !value.booleanValue());
        Nothing empty = new Nothing("empty", value -> value.isContainer() && value.isEmpty());
        fixed.put("frequency_penalty", zero);
        fixed.put("presence_penalty", zero);
        fixed.put("logit_bias", empty);
        fixed.put("tools", empty);
        fixed.put("functions", empty);
        fixed.put("store", no);
        fixed.put("echo", no);
        fixed.put("best_of", new Nothing("1", value -> value.isNumber() && value.doubleValue() == 1));
        fixed.put(
                "suffix",
                new Nothing(
                        "empty", value -> value.isString() && value.asString().isEmpty()));
        fixed.put(
                "tool_choice",
                new Nothing(
                        "none", value -> value.isString() && value.asString().equals("none")));
        fixed.put(
                "response_format",
                new Nothing(
                        "{\"type\": \"text\"}",
                        value -> value.isObject()
                                && value.path("type").asString("").equals("text")));
        return fixed;
    }

    static Set<String> names() {
        Set<String> names = new TreeSet<>(FIXED.keySet());
        names.addAll(UNREAD);
        return names;
    }

    /** Refuses what asks for something. */
    static void check(RequestFields fields) {
        FIXED.forEach((name, nothing) -> fields.node(name)
                .filter(nothing.is().negate())
                .ifPresent(value -> {
                    throw Refusal.of(
                            name,
                            name + " must be absent or " + nothing.said() + ", got " + RequestFields.shown(value)
                                    + ": not supported");
                }));
    }
}
