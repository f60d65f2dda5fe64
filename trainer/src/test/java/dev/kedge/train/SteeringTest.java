package dev.kedge.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kedge.config.ConfigException;
import dev.kedge.train.event.TrainingEvent;
import dev.kedge.train.event.TrainingListener;
import dev.kedge.train.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A controller is shown what the updates of a step did, all of them. */
class SteeringTest {

    @TempDir
    private Path folder;

    private List<JsonNode> steps(String name, String... overrides) throws IOException {
        GuessingGame game = new GuessingGame(folder);
        Path run = game.folder(name);
        game.start(run, overrides);
        return Files.readAllLines(run.resolve("metrics.jsonl")).stream()
                .map(line -> JsonMapper.shared().readTree(line))
                .filter(line -> line.has("update/kl3"))
                .toList();
    }

    @Test
    void oneUpdateInAStepIsSeenAlthoughNothingHadMovedBeforeIt() throws IOException {
        List<JsonNode> steps = steps(
                "one",
                "steps=3",
                "objective.preset=ppo-penalty",
                "update.epochs=1",
                "update.mini_batches=1",
                "update.exact_tokens=100000",
                "update.learning_rate={peak: 0.01}");
        assertThat(steps).isNotEmpty();
        for (JsonNode step : steps) {
            // before the only update w = 1 up to rounding; after it not
            assertThat(step.get("update/kl3").asDouble()).isLessThan(1e-9);
            assertThat(step.get("update/kl3_after").asDouble()).isGreaterThan(1e-6);
        }
    }

    @Test
    void theExactDivergenceIsTakenAfterTheUpdatesToo() throws IOException {
        List<JsonNode> steps = steps(
                "exact",
                "steps=8",
                "objective.preset=grpo",
                "objective.controller={kind: kl-target, target: 1.0e-9, of: exact}",
                "update.epochs=1",
                "update.mini_batches=1",
                "update.learning_rate={peak: 0.01}");
        assertThat(steps).isNotEmpty();
        double scale = 1;
        for (JsonNode step : steps) {
            // a few units in the last place of float32 log-probabilities
            assertThat(step.get("exact/kl").asDouble()).isLessThan(1e-7);
            assertThat(step.get("exact/kl_after").asDouble()).isGreaterThan(1e-6);
            scale = Math.max(scale / 2, 0.0625);
            assertThat(step.get("update/threshold_scale").asDouble()).isEqualTo(scale);
        }
        assertThat(steps.get(1).get("update/threshold_factor").asDouble()).isEqualTo(0.5);
    }

    @Test
    void aTargetOutOfReachIsSaidOnce() throws IOException {
        GuessingGame game = new GuessingGame(folder);
        Recipe recipe = Recipe.read(
                        game.recipe(),
                        List.of("steps=6", "objective.controller={kind: kl-target, target: 50, max_scale: 2}"))
                .value();
        List<String> warnings = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void step(TrainingEvent.Step step) {}

            @Override
            public void warning(TrainingEvent.Warning warning) {
                warnings.add(warning.text());
            }
        };
        try (Trainer trainer =
                Trainer.builder().recipe(recipe).listener(listener).build()) {
            trainer.run(folder.resolve("reach"));
        }
        assertThat(warnings.stream().filter(text -> text.contains("cannot hold its target")))
                .hasSize(1)
                .allSatisfy(text -> assertThat(text).endsWith("multiplied by 2.0, which is max_scale"));
    }

    @Test
    void anExactTargetWithoutExactMeasurementIsRefused() throws IOException {
        GuessingGame game = new GuessingGame(folder);
        Recipe recipe = Recipe.read(
                        game.recipe(),
                        List.of("objective.controller={kind: kl-target, of: exact}", "update.exact_tokens=0"))
                .value();
        assertThatThrownBy(() -> Trainer.of(recipe))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("objective.controller.of must be kl3 where nothing is measured exactly");
    }
}
