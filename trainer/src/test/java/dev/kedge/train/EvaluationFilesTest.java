package dev.kedge.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.internal.run.MetricsLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every completion that an evaluation in training judged is kept, with its verdict. */
class EvaluationFilesTest {

    @TempDir
    private static Path folder;

    /** 8 prompts, one greedy completion and two sampled ones of each, before the first step and after 3 and 6. */
    @Test
    void theirAccuracyIsTheOneInTheMetrics() throws IOException {
        Path run = folder.resolve("run");
        new GuessingGame(folder).start(run);
        try (Stream<Path> files = Files.list(run.resolve("evaluations"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("step-000000.jsonl.gz", "step-000003.jsonl.gz", "step-000006.jsonl.gz");
        }
        List<JsonNode> lines = lines(run.resolve("evaluations/step-000006.jsonl.gz"));
        assertThat(lines).hasSize(8 * (1 + 2));
        assertThat(accuracy(lines, "greedy")).isEqualTo(last(run, "eval/greedy_accuracy"));
        assertThat(accuracy(lines, "sampled")).isEqualTo(last(run, "eval/sampled_accuracy"));
        assertThat(lines.get(0).propertyNames())
                .contains("data", "id", "prompt", "answer", "completion", "finish_reason", "reward", "reason");
    }

    private static double last(Path run, String metric) throws IOException {
        return MetricsLog.read(run.resolve("metrics.jsonl")).stream()
                .flatMap(line -> line.values().entrySet().stream())
                .filter(entry -> entry.getKey().equals(metric))
                .reduce((earlier, later) -> later)
                .orElseThrow()
                .getValue();
    }

    private static double accuracy(List<JsonNode> lines, String how) {
        return lines.stream()
                .filter(line -> line.get("how").asString().equals(how))
                .mapToDouble(line -> line.get("outcome").asString().equals("CORRECT") ? 1 : 0)
                .average()
                .orElseThrow();
    }

    private static List<JsonNode> lines(Path file) throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .map(line -> JsonMapper.shared().readTree(line))
                    .toList();
        }
    }
}
