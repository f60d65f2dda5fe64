package dev.kedge.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.api.Completion;
import dev.kedge.api.Prompt;
import dev.kedge.testing.Fixtures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * {@code verifier/reward_functions.json}: TRL's and open-instruct's reward functions. Closed formulas of a few terms.
 */
class RewardFunctionsGoldenTest {

    private static final JsonNode FILE = Fixtures.jsonOrCopy("verifier", "reward_functions.json");
    private static final Map<String, String> SETTINGS = Map.of(
            "max_completion_len", "max_length",
            "soft_punish_cache", "buffer",
            "max_len", "max_length",
            "ngram_size", "ngram_size",
            "max_penalty", "max_penalty",
            "min_value_correct", "min_correct",
            "max_value_correct", "max_correct",
            "min_value_wrong", "min_wrong",
            "max_value_wrong", "max_wrong");

    @Test
    void everyCaseIsPaidAsByOthers() {
        Map<String, Integer> run = new TreeMap<>();
        List<String> leftOut = new ArrayList<>();
        for (JsonNode golden : FILE.get("cases")) {
            String function = golden.get("function").stringValue();
            String kind = switch (function) {
                case "think_format_reward" -> "think-format";
                case "soft_overlong_punishment" -> "soft-overlong";
                case "repetition_penalty_reward" -> "repetition";
                case "cosine_scaled_reward" -> "cosine-length";
                case "open_instruct.F1Verifier" -> "f1";
                default -> "";
            };
            if (kind.isEmpty()) {
                leftOut.add(function + ": not one of ours");
                continue;
            }
            Prompt prompt = new Prompt("p", "?", golden.has("gold") ? gold(golden.get("gold")) : "", Map.of());
            double reward = Wanted.verifier(choice(kind, golden), "exact")
                    .verify(prompt, completion(golden))
                    .reward();
            assertThat(reward).as("%s", golden).isCloseTo(golden.get("reward").doubleValue(), within(1e-9));
            run.merge(function, 1, Integer::sum);
        }
        System.out.println("reward_functions.json: " + run + " run, left out " + leftOut);
        assertThat(leftOut).isEmpty();
        assertThat(run).hasSize(5);
    }

    private static Wanted choice(String kind, JsonNode golden) {
        Map<String, Object> settings = new LinkedHashMap<>();
        golden.properties().forEach(entry -> {
            if (SETTINGS.containsKey(entry.getKey())) {
                JsonNode value = entry.getValue();
                settings.put(
                        SETTINGS.get(entry.getKey()), value.isInt() ? (Object) value.longValue() : value.doubleValue());
            }
        });
        if (golden.has("correct")) { // of an empty text: right for a limit on its length, wrong as an answer
            settings.put(
                    "of",
                    golden.get("correct").booleanValue()
                            ? Wanted.of("soft-overlong", Map.of("max_length", 1_000_000L))
                            : Wanted.of("exact"));
        }
        return Wanted.of(kind, settings);
    }

    private static Completion completion(JsonNode golden) {
        if (golden.has("completion_ids")) {
            return tokens(golden.get("completion_ids")
                    .valueStream()
                    .mapToInt(JsonNode::intValue)
                    .toArray());
        }
        if (golden.has("length")) {
            return tokens(IntStream.range(0, golden.get("length").intValue()).toArray());
        }
        return Completion.ofText(
                golden.get(golden.has("pred") ? "pred" : "completion").stringValue());
    }

    private static Completion tokens(int[] tokens) {
        return new Completion("", tokens);
    }

    private static String gold(JsonNode gold) {
        return gold.isString() ? gold.stringValue() : gold.toString();
    }
}
