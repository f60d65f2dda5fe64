package dev.kedge.math;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.testing.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** {@code verifier/peer_verdicts_open.jsonl}: every row whose meaning is settled is judged by its meaning. */
class PeerVerdictsGoldenTest {

    @Test
    void everyRowWithASettledMeaningIsJudgedByIt() throws IOException {
        MathJudge judge = new MathJudge(6);
        ObjectMapper json = new ObjectMapper();
        List<String> wrong = new ArrayList<>();
        List<String> debatable = new ArrayList<>();
        int judged = 0;
        for (String line : Files.readAllLines(Fixtures.path("verifier/peer_verdicts_open.jsonl"))) {
            if (line.isBlank()) {
                continue;
            }
            JsonNode row = json.readTree(line);
            Judgement verdict =
                    judge.judge(row.path("gold").asString(), row.path("pred").asString());
            if (row.path("semantic").isNull()) {
                debatable.add(row.path("id").asString() + " " + verdict.ruling());
                continue;
            }
            judged++;
            if (verdict.isCorrect() != row.path("semantic").asBoolean()) {
                wrong.add(row.path("id") + " " + verdict);
            }
        }
        System.out.println("peer verdicts: " + judged + " judged; debatable, not compared: " + debatable);
        assertThat(wrong).isEmpty();
        assertThat(judged).isPositive();
    }
}
