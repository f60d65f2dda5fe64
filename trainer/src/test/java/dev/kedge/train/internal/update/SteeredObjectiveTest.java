package dev.kedge.train.internal.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.checkpoint.CheckpointRegistry;
import dev.kedge.checkpoint.Checkpointed;
import dev.kedge.config.ConfigException;
import dev.kedge.objective.Objective;
import dev.kedge.objective.ObjectiveConfig;
import dev.kedge.objective.condition.IntervalCondition;
import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.input.Quantity;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Scope;
import dev.kedge.train.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The effect of a controller on the objective of a run. Its rule is 0.01 with a band of 1.5 and a factor of 2. */
class SteeredObjectiveTest {

    private static final String CONTROLLER = "objective.controller={kind: kl-target, target: 0.01}";
    private static final double TOO_FAR = 0.1;
    private static final double TOO_NEAR = 0.001;

    @TempDir
    private Path folder;

    @Test
    void thresholdsAreMultipliedByTheScale() throws IOException {
        SteeredObjective steered = steered("objective.preset=grpo", CONTROLLER);
        assertThat(highMinusOne(steered.objective())).isCloseTo(0.2, within(1e-12));
        assertThat(steered.observe(TOO_FAR)).isEqualTo(0.5);
        steered.begin(2);
        assertThat(highMinusOne(steered.objective())).isCloseTo(0.1, within(1e-12)); // ε = 0.2/2
        steered.observe(TOO_NEAR);
        assertThat(steered.observe(TOO_NEAR)).isEqualTo(2.0);
        steered.begin(4);
        assertThat(highMinusOne(steered.objective())).isCloseTo(0.4, within(1e-12)); // ε = 0.2·2
    }

    @Test
    void theCoefficientOfAPenaltyIsDividedByIt() throws IOException {
        SteeredObjective steered = steered("objective.preset=ppo-penalty");
        assertThat(penalty(steered.objective())).isCloseTo(0.3, within(1e-6)); // β = 1
        steered.observe(TOO_FAR);
        steered.begin(2);
        assertThat(penalty(steered.objective())).isCloseTo(0.6, within(1e-6)); // β·2, as in PPO
        steered.observe(TOO_NEAR);
        steered.observe(TOO_NEAR);
        steered.begin(4);
        assertThat(penalty(steered.objective())).isCloseTo(0.15, within(1e-6)); // β/2
    }

    @Test
    void whatDoesNotBelongToTheThresholdStaysTheSame() throws IOException {
        SteeredObjective steered = steered("objective.preset=dapo", CONTROLLER);
        Objective before = steered.objective();
        steered.observe(TOO_FAR);
        steered.begin(2);
        assertThat(steered.objective().aggregation()).hasSameClassAs(before.aggregation());
        assertThat(steered.objective().sidedness()).isEqualTo(before.sidedness());
        assertThat(steered.objective().needs()).isEqualTo(before.needs());
    }

    @Test
    void aCheckpointKeepsItBesideWhatOthersHaveLearned() throws IOException {
        SteeredObjective steered = steered("objective.preset=grpo", CONTROLLER);
        steered.observe(TOO_FAR);
        steered.observe(TOO_FAR);
        SortedMap<String, Double> others = new TreeMap<>(Map.of("mean", 0.7));
        SortedMap<String, Double> state = registry(steered, others).state();
        assertThat(state).hasSize(2).containsEntry("advantage.mean", 0.7);

        SteeredObjective resumed = steered("objective.preset=grpo", CONTROLLER);
        SortedMap<String, Double> handedBack = new TreeMap<>();
        registry(resumed, handedBack).resume(state);
        assertThat(handedBack).isEqualTo(others);
        resumed.begin(3);
        assertThat(highMinusOne(resumed.objective())).isCloseTo(0.05, within(1e-12)); // ε = 0.2/4
        assertThat(registry(resumed, others).state()).isEqualTo(state);
    }

    @Test
    void withoutAControllerNothingIsMeasuredAndNothingKept() throws IOException {
        SteeredObjective fixed = steered("objective.preset=grpo");
        Objective before = fixed.objective();
        assertThat(fixed.measure()).isEmpty();
        fixed.begin(2);
        assertThat(fixed.objective()).isSameAs(before);
        assertThat(fixed.state()).isEmpty();
    }

    @Test
    void aScheduleMultipliesThresholdsAndWhatAControllerSaysOnTop() throws IOException {
        String schedule = "objective.threshold_schedule={kind: linear, from: 1, to: 0.5, steps: 10}";
        SteeredObjective planned = steered("objective.preset=grpo", schedule);
        planned.begin(1);
        assertThat(highMinusOne(planned.objective())).isCloseTo(0.2, within(1e-12));
        planned.begin(6); // p = 1/2: factor 0.75
        assertThat(highMinusOne(planned.objective())).isCloseTo(0.15, within(1e-12));
        planned.begin(11);
        assertThat(highMinusOne(planned.objective())).isCloseTo(0.1, within(1e-12));

        SteeredObjective both = steered("objective.preset=grpo", schedule, CONTROLLER);
        both.observe(TOO_FAR);
        both.begin(6); // 0.75 · 0.5
        assertThat(highMinusOne(both.objective())).isCloseTo(0.075, within(1e-12));
    }

    @Test
    void aControllerOrScheduleWithNothingToSteerIsRefused() {
        for (String steering : List.of(CONTROLLER, "objective.threshold_schedule=linear")) {
            assertThatThrownBy(() -> steered("objective.condition=none", steering))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining(
                            "must be none, since there is nothing to steer: objective.condition none has no"
                                    + " threshold, and objective.proximal is none");
        }
    }

    /** The objective beside another part, which knows the numbers that are given and adds what it is resumed with. */
    private static CheckpointRegistry registry(SteeredObjective objective, SortedMap<String, Double> another) {
        Checkpointed other = new Checkpointed() {
            @Override
            public SortedMap<String, Double> state() {
                return another;
            }

            @Override
            public void resume(SortedMap<String, Double> state) {
                another.putAll(state);
            }
        };
        return new CheckpointRegistry().with("objective.", objective).with("advantage.", other);
    }

    private SteeredObjective steered(String... overrides) throws IOException {
        Path recipe = Files.writeString(folder.resolve("recipe.yaml"), "name: steered\n");
        ObjectiveConfig config = Recipe.read(recipe, List.of(overrides)).value().objective();
        return SteeredObjective.of(config);
    }

    private static double highMinusOne(Objective objective) {
        IntervalCondition condition = (IntervalCondition) objective.conditions().get(0);
        return condition.interval().highMinusOne();
    }

    /** What a token with an exact divergence of 0.3 is charged. */
    private static double penalty(Objective objective) {
        try (Scope scope = Scope.open()) {
            Tensor zero = HostMemory.tensor(new float[] {0}, 1, 1);
            Tensor mask = zero.logical_not().to(ScalarType.Bool);
            ObjectiveInputs inputs = ObjectiveInputs.of(zero, zero, zero, mask)
                    .with(Quantity.EXACT_KL, HostMemory.tensor(new float[] {0.3f}, 1, 1));
            return HostMemory.doubles(objective.proximal().orElseThrow().loss(inputs))[0];
        }
    }
}
