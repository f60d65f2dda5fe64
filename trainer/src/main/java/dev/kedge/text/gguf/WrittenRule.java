package dev.kedge.text.gguf;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The splitting rule that a {@code tokenizer.json} spells out. */
final class WrittenRule {

    private WrittenRule() {}

    /**
     * The rule with its name.
     *
     * @throws IllegalArgumentException if none of those known cuts a text so
     */
    static SplittingRule.Named of(JsonNode tokenizer) {
        List<String> patterns = new ArrayList<>();
        for (JsonNode step : steps(tokenizer.path("pre_tokenizer"), "pretokenizers")) {
            add(step, patterns);
        }
        boolean composed = steps(tokenizer.path("normalizer"), "normalizers").stream()
                .anyMatch(step -> step.path("type").asString("").equals("NFC"));
        boolean ignoresMerges = tokenizer.path("model").path("ignore_merges").asBoolean(false);
        return SplittingRule.find(patterns, ignoresMerges, composed)
                .orElseThrow(() -> new IllegalArgumentException("llama.cpp has no name for a tokenizer that cuts by "
                        + patterns + (composed ? " after NFC" : "") + (ignoresMerges ? " and ignores merges" : "")));
    }

    private static List<JsonNode> steps(JsonNode node, String key) {
        if (node.isNull() || node.isMissingNode()) {
            return List.of();
        }
        return node.path("type").asString("").equals("Sequence")
                ? new ArrayList<>(node.path(key).valueStream().toList())
                : List.of(node);
    }

    private static void add(JsonNode step, List<String> patterns) {
        String type = step.path("type").asString("");
        if (type.equals("ByteLevel")) {
            if (step.path("use_regex").asBoolean(true)) {
                patterns.add(SplittingRule.GPT2);
            }
        } else if (type.equals("Digits") && step.path("individual_digits").asBoolean(false)) {
            patterns.add(SplittingRule.DIGIT);
        } else if (type.equals("Split") && step.path("pattern").has("Regex")) {
            patterns.add(step.path("pattern").path("Regex").asString());
        } else {
            patterns.add(type);
        }
    }
}
