package dev.kedge.train.internal.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.model.Decoder;
import dev.kedge.model.DecoderConfig;
import dev.kedge.objective.Objective;
import dev.kedge.objective.ObjectiveBuilder;
import dev.kedge.objective.ObjectiveCatalogue;
import dev.kedge.objective.Preset;
import dev.kedge.objective.weighting.Aggregation;
import dev.kedge.objective.weighting.ConstantLength;
import dev.kedge.objective.weighting.SequenceMean;
import dev.kedge.objective.weighting.SequenceSum;
import dev.kedge.objective.weighting.TokenMean;
import dev.kedge.objective.weighting.TokenSum;
import dev.kedge.optim.AdamW;
import dev.kedge.optim.LearningRate;
import dev.kedge.optim.LearningRate.Schedule;
import dev.kedge.rollout.Participation;
import dev.kedge.rollout.Sample;
import dev.kedge.rollout.Samples;
import dev.kedge.tensor.ComputeType;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Torch;
import dev.kedge.train.recipe.UpdateConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One truncated completion of four, 3, 5, 7 and (cut off) 10 tokens long: what it weighs and what it leaves to the
 * others, at the token and at the sequence level.
 */
class MaskedSequencesTest {

    private static final DecoderConfig SHAPE =
            new DecoderConfig(24, 16, 32, 2, 4, 2, 8, 1e-6, 10_000, 64, true, true, 0.25);

    private static final Map<String, Aggregation> AGGREGATIONS = Map.of(
            "sequence-mean", new SequenceMean(),
            "token-mean", new TokenMean(),
            "sequence-sum", new SequenceSum(),
            "constant-length", new ConstantLength(ConstantLength.Config.DEFAULT),
            "token-sum", new TokenSum(TokenSum.Config.DEFAULT));

    private record Outcome(double[] gradient, long updates) {

        /** {@code ‖this - factor·other‖ / ‖this‖}. */
        double distance(double factor, Outcome other) {
            double difference = 0;
            double length = 0;
            for (int i = 0; i < gradient.length; i++) {
                difference += Math.pow(gradient[i] - factor * other.gradient[i], 2);
                length += Math.pow(gradient[i], 2);
            }
            return Math.sqrt(difference / length);
        }
    }

    @BeforeAll
    static void oneThread() {
        Torch.setThreads(1);
    }

    private static Sample sample(int length, double advantage) {
        int[] tokens = new int[length];
        for (int t = 0; t < length; t++) {
            tokens[t] = (7 * length + 5 * t) % 24;
        }
        return Samples.of(new int[] {3, length}, tokens, advantage);
    }

    private static List<Sample> four(Participation truncated) {
        List<Sample> samples = new ArrayList<>(List.of(sample(3, 1.5), sample(5, -0.5), sample(7, -0.5)));
        if (truncated != Participation.EXCLUDE) {
            samples.add(sample(10, -0.5).withParticipation(truncated)); // one that is excluded never comes here
        }
        return samples;
    }

    /** The gradient of one update, in which every ratio is 1 and no condition acts. */
    private static Outcome update(String preset, String aggregation, List<Sample> samples, int miniBatches) {
        Objective objective = ObjectiveBuilder.from(
                        ObjectiveCatalogue.objective(Preset.named(preset).objective()))
                .aggregation(Objects.requireNonNull(AGGREGATIONS.get(aggregation)))
                .build();
        UpdateConfig config = UpdateConfig.builder()
                .miniBatches(miniBatches)
                .maxGradientNorm(1e9)
                .learningRate(new LearningRate.Config(1e-9, 0, Schedule.CONSTANT, 0))
                .build();
        try (Decoder decoder = Decoder.create(SHAPE, ComputeType.FLOAT32, 7);
                AdamW optimizer = new AdamW(
                        decoder.parameters().master(), decoder.parameters().gradient(), config.adam(), 1)) {
            InnerUpdates updates = new InnerUpdates(
                    config,
                    SteeredObjective.fixed(objective),
                    Learners.alone(decoder),
                    Optional.empty(),
                    optimizer,
                    1.0,
                    1,
                    1);
            try (OldPolicy old = updates.oldPolicy(1, samples)) {
                updates.run(1, old);
            }
            return new Outcome(
                    HostMemory.doubles(decoder.parameters().gradient().to(ScalarType.Double)), optimizer.updates());
        }
    }

    /**
     * With {@code mask} the sequences are 4 and the tokens 3 + 5 + 7 = 15; with {@code exclude} 3 and 15. So a mean
     * over sequences is 3/4 of the other's, a mean over tokens is the same; {@code sequence-sum} and
     * {@code constant-length} divide by sequences as well, a constant by nothing that is counted.
     */
    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({
        "atr-grpo, sequence-mean, 0.75",
        "atr-grpo, token-mean, 1",
        "atr-grpo, sequence-sum, 0.75",
        "atr-grpo, constant-length, 0.75",
        "atr-grpo, token-sum, 1",
        "gspo, sequence-mean, 0.75",
        "gspo, token-mean, 1",
        "gspo, sequence-sum, 0.75"
    })
    void whatIsMaskedCountsAsASequenceAndNotInTokens(String preset, String aggregation, double share) {
        Outcome masked = update(preset, aggregation, four(Participation.MASK), 1);
        Outcome excluded = update(preset, aggregation, four(Participation.EXCLUDE), 1);
        assertThat(masked.distance(share, excluded)).isLessThan(1e-6); // the same passes, another constant
        Outcome trained = update(preset, aggregation, four(Participation.TRAIN), 1);
        assertThat(masked.distance(share, trained)).isGreaterThan(0.05);
    }

    /** The fourth alone: what it adds to the others is what training on it adds, no more. */
    @ParameterizedTest
    @CsvSource({"atr-grpo", "gspo"})
    void trainedAndMaskedDifferByTheTruncatedSequenceAlone(String preset) {
        Outcome trained = update(preset, "sequence-mean", four(Participation.TRAIN), 1);
        Outcome masked = update(preset, "sequence-mean", four(Participation.MASK), 1);
        Outcome alone = update(preset, "sequence-mean", List.of(sample(10, -0.5)), 1);
        double[] rest = new double[trained.gradient().length];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = trained.gradient()[i] - masked.gradient()[i];
        }
        assertThat(new Outcome(rest, 1).distance(0.25, alone)).isLessThan(1e-5); // a difference of float32 sums
    }

    @Test
    void aMiniBatchOfMaskedSequencesAloneMakesNoUpdate() {
        // Two mini-batches of one sequence each, one of them masked.
        List<Sample> two = List.of(sample(3, 1), sample(10, -1).withParticipation(Participation.MASK));
        assertThat(update("atr-grpo", "sequence-mean", two, 2).updates()).isEqualTo(1);
    }

    @Test
    void fewSequencesMakeFewUpdates() {
        UpdateConfig four = UpdateConfig.DEFAULT; // 4 mini-batches of at least 1
        assertThat(four.updatesOf(256)).isEqualTo(4);
        assertThat(four.updatesOf(16)).isEqualTo(4); // two groups of 8: updates of 4 sequences each
        assertThat(four.updatesOf(3)).isEqualTo(3);
        UpdateConfig atLeastEight = four.toBuilder().minSequences(8).build();
        assertThat(atLeastEight.updatesOf(256)).isEqualTo(4); // of 64
        assertThat(atLeastEight.updatesOf(16)).isEqualTo(2); // of 8
        assertThat(atLeastEight.updatesOf(15)).isEqualTo(1);
        assertThat(atLeastEight.updatesOf(3)).isEqualTo(1); // all that is left
        List<Sample> nine = new ArrayList<>();
        for (int length = 3; length < 12; length++) {
            nine.add(sample(length, length % 2 == 0 ? 1 : -1));
        }
        assertThat(update("atr-grpo", "sequence-mean", nine, 4).updates()).isEqualTo(4);
        assertThat(updatesMade(nine, 4)).isEqualTo(2); // 9 / 4
    }

    private static long updatesMade(List<Sample> samples, int minSequences) {
        UpdateConfig config = UpdateConfig.builder().minSequences(minSequences).build();
        try (Decoder decoder = Decoder.create(SHAPE, ComputeType.FLOAT32, 7);
                AdamW optimizer = new AdamW(
                        decoder.parameters().master(), decoder.parameters().gradient(), config.adam(), 1)) {
            Objective objective =
                    ObjectiveCatalogue.objective(Preset.named("atr-grpo").objective());
            InnerUpdates updates = new InnerUpdates(
                    config,
                    SteeredObjective.fixed(objective),
                    Learners.alone(decoder),
                    Optional.empty(),
                    optimizer,
                    1.0,
                    1,
                    1);
            try (OldPolicy old = updates.oldPolicy(1, samples)) {
                updates.run(1, old);
            }
            return optimizer.updates();
        }
    }
}
