package dev.kedge.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kedge.api.ForeignKinds;
import dev.kedge.config.ConfigException;
import dev.kedge.objective.advantage.AdvantageCatalogue;
import dev.kedge.testing.RecordedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every advantage in a whole run: what it asks for is there, and what it learns is in the checkpoints. */
class AdvantageRunsTest {

    private static final String TWO_PARTS =
            "reward={kind: sum, of: [{kind: task}, {kind: exact, name: alone, weight: 0.5}]}";

    @TempDir
    private Path folder;

    private GuessingGame game;

    @BeforeEach
    void writeGame() {
        game = new GuessingGame(folder);
    }

    static Stream<String> names() {
        return AdvantageCatalogue.estimators(ForeignKinds.none()).names().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyAdvantageTrains(String name) throws IOException {
        String metrics = metrics("run", "steps=2", "objective.advantage=" + name, TWO_PARTS);
        assertThat(metrics)
                .contains("\"rollout/reward_alone_mean\":", "\"rollout/reward_task_mean\":", "\"update/loss\":");
        assertThat(metrics.contains("\"rollout/greedy_reward_mean\":")).isEqualTo(name.equals("remax"));
    }

    @ParameterizedTest
    @MethodSource("withoutGroup")
    void whatNeedsNoGroupTrainsOnOneCompletionOfEachPrompt(String advantage) throws IOException {
        assertThat(metrics("run", "steps=2", "rollout.group_size=1", "objective.advantage=" + advantage))
                .contains("\"update/loss\":");
    }

    static Stream<String> withoutGroup() {
        return Stream.of(
                "reinforce-plus-plus",
                "remax",
                "running-average",
                "optimal-token-baseline",
                "{kind: group-mean, singleton: reward}");
    }

    @Test
    void whatNeedsAGroupIsRefusedWithoutOne() {
        assertThatThrownBy(() -> metrics("run", "rollout.group_size=1"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("rollout.group_size must be >= 2 with objective.advantage group-mean");
    }

    /** Stopped after step 2 of 4, whose checkpoint holds the running average and the coefficient. */
    @Test
    void whatAdvantagesLearnGoesOnAfterResuming() throws IOException {
        String[] overrides = {
            "steps=4",
            TWO_PARTS, // so that a list of choices is read back from the run's own configuration
            "objective.advantage={kind: running-average, decay: 0.5}",
            "objective.reward_penalty={kind: k3, coefficient: 3, adaptive: {target: 1.0e-5, horizon: 20}}"
        };
        RecordedFiles straight = game.run("straight", overrides);
        Path run = game.folder("stopped");
        assertThatThrownBy(() -> game.start(run, Stop.afterStep(3), overrides)).isInstanceOf(Stop.Stopped.class);
        game.resume(run);
        RecordedFiles.of(run).areThoseOf(straight);
        assertThat(Files.readString(run.resolve("checkpoints/step-4/trainer_state.json")))
                .contains("advantage/baseline", "reward_penalty/coefficient");
    }

    /** In the first step the policy is the reference: d = 0, nothing is paid. Then it has moved. */
    @Test
    void thePenaltyIsMeasuredAgainstThePolicyOfTheFirstStep() throws IOException {
        List<String> steps = metrics(
                        "run",
                        "steps=2",
                        "objective.advantage=reinforce-plus-plus",
                        "objective.reward_penalty={kind: k3, coefficient: 0.5}")
                .lines()
                .filter(line -> line.contains("\"rollout/reference_coefficient\":0.5"))
                .toList();
        assertThat(steps).hasSize(2);
        assertThat(steps.get(0)).contains("\"rollout/reference_kl\":0.0");
        assertThat(steps.get(1)).doesNotContain("\"rollout/reference_kl\":0.0,");
    }

    private String metrics(String name, String... overrides) throws IOException {
        game.start(game.folder(name), overrides);
        return Files.readString(game.folder(name).resolve("metrics.jsonl"));
    }
}
