package dev.kedge.verifiers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.api.Prompt;
import dev.kedge.api.Verdict;
import dev.kedge.api.Verifier;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * The table {@code verdicts.jsonl}: judged pairs of a reference and an answer, each of a kind that was once judged
 * wrongly, with the right verdict and why.
 */
class VerdictsTest {

    private static final int ROWS = 279;

    private static List<JsonNode> rows() throws IOException {
        try (InputStream table = VerdictsTest.class.getResourceAsStream("verdicts.jsonl")) {
            assertThat(table).isNotNull();
            ObjectMapper json = new ObjectMapper();
            List<JsonNode> rows = new ArrayList<>();
            new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .forEach(line -> rows.add(json.readTree(line)));
            return rows;
        }
    }

    @Test
    void everyPairIsJudgedAsTheTableSays() throws IOException {
        Map<String, Verifier> verifiers = new HashMap<>();
        List<String> differing = new ArrayList<>();
        List<JsonNode> rows = rows();
        for (JsonNode row : rows) {
            Verifier verifier = verifiers.computeIfAbsent(
                    row.path("verifier").asString(),
                    name -> Verifiers.named(name).create());
            Prompt prompt =
                    new Prompt(row.path("id").asString(), "", row.path("gold").asString(), Map.of());
            Verdict verdict;
            try {
                verdict = verifier.verify(prompt, row.path("pred").asString());
            } catch (IllegalArgumentException refused) {
                differing.add(row + " -> " + refused);
                continue;
            }
            if (verdict.isCorrect() != row.path("expected").asBoolean()) {
                differing.add(row + " -> " + verdict);
            }
        }
        assertThat(rows).hasSize(ROWS);
        assertThat(differing).isEmpty();
    }
}
