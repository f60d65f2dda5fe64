package dev.kedge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingPathsTest {

    /** Each path is what the command line takes before {@code =}; what is null is no setting. */
    @Test
    void everyValueStandsUnderThePathThatSetsIt() {
        String yaml = """
                seed: 1
                task: {kind: addition, teacher: {slip: 2.0E-2}}
                rollout:
                  sampling: {stop: [a, "2"], top_k: null}
                  timeout: PT5S
                  refill: false
                evaluation: {sets: {}}
                """;
        assertThat(SettingPaths.of(yaml))
                .isEqualTo(Map.of(
                        "seed",
                        1,
                        "task.kind",
                        "addition",
                        "task.teacher.slip",
                        0.02,
                        "rollout.sampling.stop[0]",
                        "a",
                        "rollout.sampling.stop[1]",
                        "2",
                        "rollout.timeout",
                        "PT5S",
                        "rollout.refill",
                        false));
        assertThat(SettingPaths.of("")).isEmpty();
    }
}
