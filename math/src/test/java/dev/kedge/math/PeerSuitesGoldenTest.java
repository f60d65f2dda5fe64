package dev.kedge.math;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.testing.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * {@code verifier/open.jsonl}: cases of other projects' test-suites. They are never copied here; the test runs where
 * the shared folder lies beside the checkout, on its fixtures or those of {@code -Dkedge.fixtures}.
 */
@Tag("shared-data")
class PeerSuitesGoldenTest {

    private static final String FILE = "verifier/open.jsonl";

    private static Path file() {
        String shared = System.getProperty("kedge.shared", "");
        Path beside = Path.of(shared.isEmpty() ? "../../shared" : shared, "fixtures", FILE);
        return System.getProperty("kedge.fixtures", "").isEmpty() ? beside : Fixtures.path(FILE);
    }

    @Test
    void coreAndTextAgreeAdvancedNearlyAndNoMistakeOfAPeerIsRepeated() throws IOException {
        MathJudge judge = new MathJudge(6);
        ObjectMapper json = new ObjectMapper();
        Map<String, Integer> rows = new HashMap<>();
        Map<String, List<String>> differing = new HashMap<>();
        for (String line : Files.readAllLines(file())) {
            if (line.isBlank()) {
                continue;
            }
            JsonNode row = json.readTree(line);
            String tier = row.path("tier").asString();
            Judgement verdict =
                    judge.judge(row.path("gold").asString(), row.path("pred").asString());
            rows.merge(tier, 1, Integer::sum);
            if (verdict.isCorrect() != row.path("expect").asBoolean()) {
                differing
                        .computeIfAbsent(tier, none -> new ArrayList<>())
                        .add(row.path("id").asString() + " " + verdict.ruling());
            }
        }
        System.out.println("peer suites: " + rows + "; differing: " + differing);
        assertThat(rows.getOrDefault("core", 0)).isPositive();
        assertThat(differing.getOrDefault("core", List.of())).isEmpty();
        assertThat(differing.getOrDefault("text", List.of())).isEmpty();
        int advanced = rows.getOrDefault("advanced", 0);
        assertThat(20 * differing.getOrDefault("advanced", List.of()).size()).isLessThanOrEqualTo(advanced);
        int mistakes = rows.getOrDefault("peer_bug", 0);
        assertThat(differing.getOrDefault("peer_bug", List.of())).hasSize(mistakes);
    }
}
