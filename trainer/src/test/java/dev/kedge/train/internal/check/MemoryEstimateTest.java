package dev.kedge.train.internal.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.config.ConfigException;
import dev.kedge.model.AdapterConfig;
import dev.kedge.model.AdapterPlan;
import dev.kedge.model.DecoderConfig;
import dev.kedge.model.Precision;
import dev.kedge.tensor.ComputeType;
import dev.kedge.train.GuessingGame;
import dev.kedge.train.Trainer;
import dev.kedge.train.policy.ModelPlan;
import dev.kedge.train.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryEstimateTest {

    /** Qwen3-0.6B: 596,049,920 weights. */
    private static final DecoderConfig LARGE =
            new DecoderConfig(151_936, 1024, 3072, 28, 16, 8, 128, 1e-6, 1_000_000, 40_960, true, true, 0.02);

    private static final double WEIGHTS = 596_049_920;

    @TempDir
    private Path folder;

    private Recipe recipe(String... overrides) {
        return Recipe.read(new GuessingGame(folder).recipe(), List.of(overrides))
                .value();
    }

    private static ModelPlan plan(ComputeType compute, ComputeType weights) {
        return new ModelPlan(LARGE, new Precision(compute, weights, true), Optional.empty());
    }

    @Test
    void whatIsHeldThroughoutIsCountedExactly() {
        MemoryEstimate mixed = MemoryEstimate.of(plan(ComputeType.BFLOAT16, ComputeType.FLOAT32), recipe(), true);
        // float32 and a bfloat16 copy: 6 bytes a weight, the gradient too; two float32 moments; a bfloat16 reference.
        assertThat(mixed.parts()).containsEntry("weights", (long) (6 * WEIGHTS));
        assertThat(mixed.parts()).containsEntry("gradient", (long) (6 * WEIGHTS));
        assertThat(mixed.parts()).containsEntry("optimizer", (long) (8 * WEIGHTS));
        assertThat(mixed.parts()).containsEntry("reference", (long) (2 * WEIGHTS));

        MemoryEstimate pure = MemoryEstimate.of(plan(ComputeType.BFLOAT16, ComputeType.BFLOAT16), recipe(), false);
        assertThat(pure.parts()).containsEntry("weights", (long) (2 * WEIGHTS));
        assertThat(pure.parts()).containsEntry("gradient", (long) (2 * WEIGHTS));
        assertThat(pure.parts()).doesNotContainKey("reference");
    }

    /** A rank 16 on all seven matrices: 16 times the sum of their heights and widths, in each of 28 layers. */
    @Test
    void ofAdaptersOnlyTheyHaveGradientAndMomentsAndTheReferenceIsFree() {
        ModelPlan plan = new ModelPlan(
                LARGE,
                Precision.master(ComputeType.BFLOAT16),
                Optional.of(AdapterPlan.of(LARGE, AdapterConfig.DEFAULT)));
        double adapters = 28 * 16 * ((1024 + 2048) + 2 * (1024 + 1024) + (2048 + 1024) + 3 * (1024 + 3072));
        MemoryEstimate estimate = MemoryEstimate.of(plan, recipe(), true);
        assertThat(estimate.parts()).containsEntry("weights", (long) (2 * WEIGHTS));
        assertThat(estimate.parts()).containsEntry("adapters", (long) (6 * adapters));
        assertThat(estimate.parts()).containsEntry("optimizer", (long) (8 * adapters));
        assertThat(estimate.parts()).doesNotContainKey("reference");
    }

    @Test
    void checkpointingAndSmallerPassesTakeLess() {
        ModelPlan plan = plan(ComputeType.FLOAT32, ComputeType.FLOAT32);
        long plain = MemoryEstimate.of(plan, recipe("update.micro_batch_tokens=16384"), false)
                .bytes();
        long checkpointed = MemoryEstimate.of(
                        plan, recipe("update.micro_batch_tokens=16384", "update.gradient_checkpointing=true"), false)
                .bytes();
        long smaller = MemoryEstimate.of(plan, recipe("update.micro_batch_tokens=8192"), false)
                .bytes();
        assertThat(checkpointed).isLessThan(plain / 2);
        assertThat(smaller).isLessThan(plain);
    }

    /** Scores are kept by separate operations only: in bfloat16, 2 numbers for each head and pair of tokens. */
    @Test
    void aPassInFloat32KeepsNoScores() {
        String tokens = "update.micro_batch_tokens=512";
        double wide = pass(plan(ComputeType.FLOAT32, ComputeType.FLOAT32), tokens);
        double narrow = pass(plan(ComputeType.BFLOAT16, ComputeType.FLOAT32), tokens);
        double logits = 4.0 * 6 * 110 * 151_936; // float32 in both; 2^24 / V tokens at a time
        double scores = 2.0 * 28 * 512 * 2 * 16 * 512;
        assertThat(narrow - logits - scores).isCloseTo((wide - logits) / 2, within(1.0));
    }

    /** Each worker has a pass and a gradient of its own. */
    @Test
    void workersTakeAsManyTimesThePassAndTheGradient() {
        ModelPlan plan = plan(ComputeType.FLOAT32, ComputeType.FLOAT32);
        MemoryEstimate three = MemoryEstimate.of(plan, recipe("workers=3"), false);
        assertThat(three.parts()).containsEntry("gradient", (long) (3 * 4 * WEIGHTS));
        assertThat(pass(plan, "workers=3")).isEqualTo(3 * pass(plan, "workers=1"));
    }

    private double pass(ModelPlan plan, String setting) {
        Recipe recipe = recipe("update.micro_batch_tokens=8192", setting); // more than sampling takes
        return Objects.requireNonNull(
                MemoryEstimate.of(plan, recipe, false).parts().get("one pass"));
    }

    @Test
    void aRunThatCannotFitIsRefusedInOneLineBeforeItsWeightsAreMade() {
        String shape = "model={kind: new, hidden_size: 65536, feed_forward_size: 262144, layers: 100, query_heads: 512,"
                + " key_value_heads: 512, head_width: 128, max_positions: 32}";
        // 4·65536² + 3·65536·262144 weights a layer, in 100 layers, at 16 bytes: 102 TiB.
        assertThatThrownBy(() -> Trainer.of(recipe(shape)))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("memory must be warn to start all the same: the run needs about ")
                .hasMessageContaining("are free (weights ")
                .message()
                .satisfies(message -> assertThat(message.lines()).hasSize(1));
    }

    @Test
    void theQuickstartsModelNeedsLittleMoreThanTheProcess() throws IOException {
        try (Trainer trainer = Trainer.of(recipe())) {
            assertThat(trainer.memory()).startsWith("about ").contains(" are free (");
            assertThat(trainer.warnings()).noneMatch(warning -> warning.contains("memory"));
        }
        MemoryEstimate small = MemoryEstimate.of(
                new ModelPlan(
                        new DecoderConfig(20, 64, 192, 2, 4, 2, 16, 1e-6, 10_000, 512, true, true, 0.02),
                        Precision.master(ComputeType.FLOAT32),
                        Optional.empty()),
                recipe(),
                false);
        assertThat(small.bytes() / 1e9).isCloseTo(0.75, within(0.25));
    }
}
