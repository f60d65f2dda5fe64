package dev.kedge.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SummaryTableTest {

    private final List<MetricsLine> finished = List.of(
            MetricsLine.of(0, Phase.EVALUATION, Map.of("eval/greedy_accuracy", 0.24, "eval/sampled_accuracy", 0.2)),
            MetricsLine.of(1, Phase.TRAIN, Map.of("rollout/reward_mean", 0.25, "update/entropy", Double.NaN)),
            MetricsLine.of(2, Phase.TRAIN, Map.of("rollout/reward_mean", 0.875, "update/entropy", 0.3125)),
            MetricsLine.of(2, Phase.EVALUATION, Map.of("eval/greedy_accuracy", 0.98, "eval/sampled_accuracy", 0.9)),
            MetricsLine.of(
                    2,
                    Phase.SUMMARY,
                    Map.of(
                            "eval/greedy_accuracy",
                            0.98,
                            "eval/greedy_accuracy_start",
                            0.245,
                            "time/total_seconds",
                            125.0)));

    @Test
    void columnsAreAlignedAndTheSummaryLineSaysWhatTheStartWas() {
        assertThat(SummaryTable.of(finished)).hasToString("""
                                                     before         after
                        held-out greedy accuracy      24.5%         98.0%
                        held-out sampled accuracy     20.0%         90.0%
                        mean reward                   0.250         0.875
                        entropy (nats)                0.313         0.313
                        total time                             2 min 05 s
                        """);
    }

    @Test
    void ofARunThatIsStillGoingTheLatestCounts() {
        List<BeforeAfter> rows = BeforeAfter.of(finished.subList(0, 3));
        BeforeAfter greedy = BeforeAfter.find(rows, "eval/greedy_accuracy").orElseThrow();
        assertThat(greedy.before()).isEqualTo(0.24);
        assertThat(greedy.after()).isEqualTo(0.24);
        assertThat(BeforeAfter.find(rows, "rollout/truncated_fraction")).isEmpty();
    }
}
