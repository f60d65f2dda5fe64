package dev.kedge.train.internal.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.model.Decoder;
import dev.kedge.model.DecoderConfig;
import dev.kedge.objective.FullOldDistributions;
import dev.kedge.objective.Objective;
import dev.kedge.objective.ObjectiveBuilder;
import dev.kedge.objective.ObjectiveCatalogue;
import dev.kedge.objective.Preset;
import dev.kedge.objective.TokenDistributions;
import dev.kedge.objective.advantage.Advantage;
import dev.kedge.objective.condition.Condition;
import dev.kedge.objective.condition.Violation;
import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.input.Quantity;
import dev.kedge.objective.input.Quantity.Memory;
import dev.kedge.optim.AdamW;
import dev.kedge.optim.LearningRate;
import dev.kedge.optim.LearningRate.Schedule;
import dev.kedge.rollout.Sample;
import dev.kedge.rollout.Samples;
import dev.kedge.tensor.Autograd;
import dev.kedge.tensor.ComputeType;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Scope;
import dev.kedge.tensor.Torch;
import dev.kedge.train.recipe.UpdateConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A condition on quantities that the trainer has never heard of, of each way to have one, trains: it is one class, and
 * no other class changes for it.
 */
class OwnQuantityTest {

    private static final DecoderConfig SHAPE =
            new DecoderConfig(24, 16, 32, 2, 4, 2, 8, 1e-6, 10_000, 64, true, true, 0.25);

    /** Rényi's divergence of order 2 of the policy from the old one, {@code log Σ π_old²/π}. */
    private static final Quantity RENYI = Quantity.ofDistributions(
            "RENYI",
            Set.of(Memory.HIDDEN_STATES),
            chunk -> chunk.oldLogDistribution()
                    .mul(new Scalar(2.0))
                    .sub(chunk.logDistribution())
                    .exp()
                    .sum(new long[] {-1}, false, null)
                    .log());

    /** What the policy gives the token that was the old policy's likeliest. */
    private static final Quantity FORMER_FAVOURITE = Quantity.ofDistributions(
            "FORMER_FAVOURITE",
            Set.of(Memory.LIKELIEST_TOKENS),
            chunk -> chunk.logDistribution()
                    .gather(-1, chunk.likeliest().tokens().narrow(-1, 0, 1))
                    .squeeze(-1)
                    .exp());

    /** The likeliest token of all: nothing of the old policy is needed. */
    private static final Quantity FAVOURITE = Quantity.ofDistributions(
            "FAVOURITE", Set.of(), chunk -> chunk.logDistribution().exp().amax(new long[] {-1}, false));

    /** Twice the old entropy. */
    private static final Quantity TWICE_OLD_ENTROPY = Quantity.ofTokens("TWICE_OLD_ENTROPY", tokens -> {
        float[] twice = tokens.oldEntropies().clone();
        for (int t = 0; t < twice.length; t++) {
            twice[t] *= 2;
        }
        return twice;
    });

    /** The number of tokens in the update, at every token. */
    private static final Quantity TOKENS = Quantity.ofUpdate("TOKENS", (tokens, choices) -> {
        double[] count = new double[tokens.count()];
        Arrays.fill(count, tokens.count());
        return Optional.of(tokens.shaped(count));
    });

    /** Holds while Rényi's divergence is at most δ; keeps what it has seen. */
    private static final class RenyiCondition implements Condition {

        private final double delta;
        private final List<Seen> seen = new ArrayList<>();

        /** The quantities of a micro-batch, at its completion tokens. */
        private record Seen(
                double[] renyi,
                double[] kl,
                double[] former,
                double[] favourite,
                double[] entropies,
                double[] tokens) {}

        RenyiCondition(double delta) {
            this.delta = delta;
        }

        @Override
        public Set<Quantity> needs() {
            return Set.of(
                    RENYI,
                    Quantity.EXACT_KL,
                    FORMER_FAVOURITE,
                    FAVOURITE,
                    TWICE_OLD_ENTROPY,
                    Quantity.OLD_ENTROPY,
                    TOKENS);
        }

        @Override
        public Violation test(Tensor logRatio, ObjectiveInputs inputs) {
            seen.add(new Seen(
                    values(RENYI, inputs),
                    values(Quantity.EXACT_KL, inputs),
                    values(FORMER_FAVOURITE, inputs),
                    values(FAVOURITE, inputs),
                    difference(values(TWICE_OLD_ENTROPY, inputs), values(Quantity.OLD_ENTROPY, inputs)),
                    values(TOKENS, inputs)));
            Tensor x = logRatio.detach().to(ScalarType.Double);
            Tensor violated = inputs.get(RENYI).detach().to(ScalarType.Double).gt(new Scalar(delta));
            Tensor clipped = logRatio.detach().exp().masked_fill(violated, new Scalar(1.0));
            return new Violation(violated, x, clipped, Optional.empty());
        }

        private static double[] values(Quantity quantity, ObjectiveInputs inputs) {
            return HostMemory.doubles(inputs.get(quantity).detach().masked_select(inputs.mask()));
        }

        /** {@code twice − 2·once}. */
        private static double[] difference(double[] twice, double[] once) {
            double[] difference = new double[twice.length];
            for (int t = 0; t < twice.length; t++) {
                difference[t] = twice[t] - 2 * once[t];
            }
            return difference;
        }
    }

    @BeforeAll
    static void oneThread() {
        Torch.setThreads(1);
    }

    @Test
    void itsValueIsItsFormula() {
        // ½²/¼ + ¼²/⅛ + ⅛²/⅛ + ⅛²/½ = 1.65625
        try (Scope scope = Scope.open()) {
            Tensor old = HostMemory.tensor(log(0.5, 0.25, 0.125, 0.125), 1, 4);
            Tensor now = HostMemory.tensor(log(0.25, 0.125, 0.125, 0.5), 1, 4);
            assertThat(HostMemory.doubles(FullOldDistributions.divergence(RENYI, old, now))[0])
                    .isCloseTo(Math.log(1.65625), within(1e-12));
        }
    }

    @Test
    void itsGradientIsItsFormula() {
        // With q ∝ π_old²/π: d/dz log Σ π_old²/π = π − q. Three tokens, a vocabulary of 5, float64.
        SplittableRandom random = new SplittableRandom(3);
        try (Scope scope = Scope.open()) {
            Tensor logits =
                    Autograd.leaf(HostMemory.tensor(random.doubles(15, -2, 2).toArray(), 3, 5));
            Tensor old =
                    HostMemory.tensor(random.doubles(15, -2, 2).toArray(), 3, 5).log_softmax(-1);
            TokenDistributions now = TokenDistributions.of(
                    logits,
                    HostMemory.tensor(new long[] {0, 1, 2}, 3),
                    z -> z,
                    5,
                    1,
                    Set.of(RENYI),
                    Optional.of(new FullOldDistributions((start, length) -> old.narrow(0, start, length))));
            Autograd.backward(now.divergence(RENYI).sum());
            now.backward();
            Tensor q = old.mul(new Scalar(2.0)).sub(logits.log_softmax(-1)).softmax(-1);
            double[] expected = HostMemory.doubles(logits.softmax(-1).sub(q));
            assertThat(HostMemory.doubles(Autograd.gradient(logits))).containsExactly(expected, within(1e-12));
        }
    }

    @Test
    void aConditionOnItTrains() {
        RenyiCondition condition = new RenyiCondition(0.01);
        SortedMap<String, Double> metrics = trained(condition);
        assertThat(metrics.get("update/clip_fraction")).isBetween(0.05, 0.95);

        // Two epochs of two updates, of six samples of 5 tokens in one micro-batch each.
        assertThat(condition.seen).hasSize(4);
        assertThat(condition.seen.get(0).renyi()).hasSize(30);
        for (double renyi : condition.seen.get(0).renyi()) {
            assertThat(renyi).isCloseTo(0, within(1e-5)); // nothing has moved; float32
        }
        for (RenyiCondition.Seen seen : condition.seen) {
            for (int t = 0; t < 30; t++) {
                // Rényi's divergence grows with its order, and of order 1 it is KL.
                assertThat(seen.renyi()[t]).isGreaterThan(seen.kl()[t] - 1e-5);
                assertThat(seen.favourite()[t]).isGreaterThan(seen.former()[t] - 1e-6);
                assertThat(seen.entropies()[t]).isCloseTo(0, within(1e-6));
                assertThat(seen.tokens()[t]).isEqualTo(30);
            }
        }
        assertThat(condition.seen.get(0).favourite())
                .containsExactly(condition.seen.get(0).former(), within(1e-6));
        assertThat(Arrays.stream(condition.seen.get(3).renyi()).max().orElseThrow())
                .isGreaterThan(0.01);
    }

    private static SortedMap<String, Double> trained(Condition condition) {
        UpdateConfig config = new UpdateConfig(
                2,
                2,
                1,
                UpdateConfig.DEFAULT.distribution(),
                1_000_000,
                false,
                true,
                false,
                1e9,
                new LearningRate.Config(0.02, 0, Schedule.CONSTANT, 0),
                AdamW.Config.DEFAULT,
                5,
                10);
        try (Decoder decoder = Decoder.create(SHAPE, ComputeType.FLOAT32, 7);
                AdamW optimizer = new AdamW(
                        decoder.parameters().master(), decoder.parameters().gradient(), config.adam(), 1)) {
            InnerUpdates updates = new InnerUpdates(
                    config,
                    SteeredObjective.fixed(on(condition)),
                    Learners.alone(decoder),
                    Optional.empty(),
                    optimizer,
                    1.0,
                    1,
                    1);
            try (OldPolicy old = updates.oldPolicy(1, samples())) {
                return updates.run(1, old).values();
            }
        }
    }

    /** DAPO with another condition. */
    private static Objective on(Condition condition) {
        return ObjectiveBuilder.from(
                        ObjectiveCatalogue.objective(Preset.named("dapo").objective()))
                .unconditioned()
                .condition(condition)
                .build();
    }

    private static List<Sample> samples() {
        SplittableRandom random = new SplittableRandom(5);
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            samples.add(Samples.of(
                    random.ints(3, 0, 24).toArray(),
                    random.ints(5, 0, 24).toArray(),
                    new float[5],
                    Advantage.ofRollout(i % 2 == 0 ? 1 : -1)));
        }
        return samples;
    }

    private static double[] log(double... probabilities) {
        return Arrays.stream(probabilities).map(Math::log).toArray();
    }
}
