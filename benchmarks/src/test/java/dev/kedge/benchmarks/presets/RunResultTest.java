package dev.kedge.benchmarks.presets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.internal.run.MetricsLine;
import dev.kedge.internal.run.Phase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The way from the metrics of a run to its line of results. */
class RunResultTest {

    private static final Variant VARIANT =
            Variant.all(Path.of("../recipes/quickstart.yaml")).get(0);

    /**
     * KL3 is 1, 2, … 8 thousandths: 4.5 in the mean, 7.5 in the last two of eight steps. Step 3 made no update: 4.714.
     */
    @Test
    void meansAreOverStepsThatMadeAnUpdate() {
        List<MetricsLine> lines = new ArrayList<>();
        lines.add(MetricsLine.of(0, Phase.EVALUATION, Map.of("eval/sampled_accuracy", 0.25)));
        for (int step = 1; step <= 8; step++) {
            lines.add(MetricsLine.of(
                    step,
                    Phase.TRAIN,
                    step == 3 ? Map.of("update/skipped", 1.0) : Map.of("update/kl3", step / 1000.0)));
        }
        lines.add(MetricsLine.of(8, Phase.EVALUATION, Map.of("eval/sampled_accuracy", 0.875)));
        JsonNode result = JsonMapper.shared().readTree(RunResult.of(VARIANT, 2, 8, "abc", lines));
        assertThat(result.at("/start/eval~1sampled_accuracy").asDouble()).isEqualTo(0.25);
        assertThat(result.at("/end/eval~1sampled_accuracy").asDouble()).isEqualTo(0.875);
        // (1 + 2 + 4 + 5 + 6 + 7 + 8) / 7 = 33 / 7, in six digits
        assertThat(result.at("/mean/update~1kl3").asDouble()).isEqualTo(0.00471429);
        assertThat(result.at("/last_quarter/update~1kl3").asDouble()).isEqualTo(0.0075);
        assertThat(result.at("/mean/exact~1kl").isMissingNode()).isTrue();
        assertThat(result.at("/skipped_steps").asLong()).isEqualTo(1);
    }

    @Test
    void aLineKnowsWhichRunItIsOf() {
        String line = RunResult.of(VARIANT, 2, 8, "abc", List.of());
        assertThat(RunResult.key(line))
                .isEqualTo(RunResult.key(VARIANT, 2, 8))
                .isNotEqualTo(RunResult.key(VARIANT, 3, 8))
                .isNotEqualTo(RunResult.key(VARIANT, 2, 9))
                .isNotEqualTo(RunResult.key(line.replace(VARIANT.definition(), "condition: another")));
        assertThat(RunResult.key(RunResult.failed(VARIANT, 2, 8, new IllegalStateException("NaN"))))
                .isEqualTo(RunResult.key(VARIANT, 2, 8));
    }
}
