package dev.kedge.train.internal.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.model.Decoder;
import dev.kedge.model.DecoderConfig;
import dev.kedge.objective.TokenDistributions;
import dev.kedge.rollout.TokenScores;
import dev.kedge.rollout.TokenSequence;
import dev.kedge.tensor.Autograd;
import dev.kedge.tensor.ComputeType;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Scope;
import dev.kedge.train.internal.pass.MicroBatches.MicroBatch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A prompt that stands once for all of its completions gives the numbers of a prompt that stands before each. */
class SharedPromptsTest {

    private static final DecoderConfig SHAPE =
            new DecoderConfig(24, 16, 32, 2, 4, 2, 8, 1e-6, 10_000, 64, true, true, 0.25);

    /** Prompt 5 6 with completions 7 8 9 and 3; prompt 4 with completion 2. */
    private static final List<TokenSequence> BY_HAND =
            List.of(sequence("56", "789"), sequence("56", "3"), sequence("4", "2"));

    @Test
    void everyTensorByHand() {
        try (Scope scope = Scope.open()) {
            PaddedBatch batch = BatchLayout.SHARED_PROMPTS.tensors(BY_HAND);
            // Every part is padded to 8: the first prompt at 0, its completions at 8 and 16, the second prompt at 24,
            // its completion at 32.
            assertThat(batch.tokens().size(0)).isEqualTo(1);
            assertThat(batch.tokens().size(1)).isEqualTo(40);
            long[] tokens = HostMemory.longs(batch.tokens());
            long[] positions = HostMemory.longs(batch.positions());
            assertThat(List.of(
                            tokens[0], tokens[1], tokens[8], tokens[9], tokens[10], tokens[16], tokens[24], tokens[32]))
                    .containsExactly(5L, 6L, 7L, 8L, 9L, 3L, 4L, 2L);
            assertThat(List.of(positions[1], positions[8], positions[10], positions[16], positions[24], positions[32]))
                    .containsExactly(1L, 2L, 4L, 2L, 0L, 1L);
            // 7 and 3 are both predicted at the 6, number 1; 8 and 9 at the token before; 2 at the 4.
            assertThat(HostMemory.longs(batch.predictors())).containsExactly(1, 8, 9, 1, 24);
            assertThat(HostMemory.longs(batch.targets())).containsExactly(7, 8, 9, 3, 2);
            assertThat(HostMemory.longs(batch.cells())).containsExactly(0, 1, 2, 8, 16);
        }
    }

    /** 5 prompts with 1 to 6 completions each, not in order. */
    @ParameterizedTest
    @ValueSource(ints = {1, 40, 64, 100, 1000})
    void everySequenceIsCutOnceAndFamiliesStayTogetherWhereTheyFit(int budget) {
        List<TokenSequence> all = shuffled(11);
        List<MicroBatch<TokenSequence>> cut = BatchLayout.SHARED_PROMPTS.cut(all, sequence -> sequence, budget);
        List<Integer> places =
                cut.stream().flatMap(micro -> micro.places().stream()).sorted().toList();
        assertThat(places).hasSize(all.size()).doesNotHaveDuplicates();
        for (MicroBatch<TokenSequence> micro : cut) {
            try (Scope scope = Scope.open()) {
                long width = BatchLayout.SHARED_PROMPTS
                        .tensors(micro.members())
                        .tokens()
                        .size(1);
                assertThat(width <= budget || micro.members().size() == 1)
                        .as("%d tokens of %d sequences", width, micro.members().size())
                        .isTrue();
            }
        }
        if (budget == 1000) {
            assertThat(cut).hasSize(1); // at most 5 · 16 + 20 · 24 = 560 tokens
        }
    }

    @ParameterizedTest
    @CsvSource({"FLOAT32, false, 2e-6", "FLOAT32, true, 2e-6", "BFLOAT16, false, 0.03"})
    void logProbabilitiesAndGradientsAreThoseOfRows(ComputeType type, boolean checkpointing, double rounding) {
        List<TokenSequence> sequences = shuffled(12);
        try (Decoder decoder = Decoder.create(SHAPE, type, 7)) {
            PolicyPass rows = new PolicyPass(decoder, 0.8, checkpointing, BatchLayout.ROWS);
            PolicyPass shared = new PolicyPass(decoder, 0.8, checkpointing, BatchLayout.SHARED_PROMPTS);
            List<TokenScores> expected = rows.score(sequences, 1_000_000);
            for (int budget : new int[] {1, 64, 1_000_000}) {
                List<TokenScores> scores = shared.score(sequences, budget);
                for (int i = 0; i < scores.size(); i++) {
                    for (int t = 0; t < scores.get(i).logprobs().length; t++) {
                        assertThat(Math.abs(scores.get(i).logprobs()[t]
                                        - expected.get(i).logprobs()[t]))
                                .isLessThan((float) (10 * rounding));
                    }
                }
            }
            double[] whole = gradient(decoder, rows, sequences, 1_000_000);
            for (int budget : new int[] {1, 64, 1_000_000}) {
                assertThat(distance(gradient(decoder, shared, sequences, budget), whole))
                        .isLessThan(rounding);
            }
            // The comparison can fail: one other token in one prompt moves the gradient.
            List<TokenSequence> other = changed(sequences, one -> {
                int[] prompt = one.prompt().clone();
                prompt[0] = (prompt[0] + 1) % 24; // of this sequence only, which then stands by itself
                return new TokenSequence(prompt, one.completion());
            });
            assertThat(distance(gradient(decoder, shared, other, 1_000_000), whole))
                    .isGreaterThan(2 * rounding);
        }
    }

    private static List<TokenSequence> changed(List<TokenSequence> all, UnaryOperator<TokenSequence> change) {
        List<TokenSequence> changed = new ArrayList<>(all);
        changed.set(3, change.apply(all.get(3)));
        return changed;
    }

    /** Of Σ log π / 100 over all completion tokens. */
    private static double[] gradient(Decoder decoder, PolicyPass pass, List<TokenSequence> sequences, int budget) {
        decoder.trained().zeroGradient();
        for (MicroBatch<TokenSequence> micro : pass.layout().cut(sequences, sequence -> sequence, budget)) {
            try (Scope scope = Scope.open()) {
                PaddedBatch batch = pass.layout().tensors(micro.members());
                PolicyForward forward = pass.forward(batch);
                TokenDistributions distributions = pass.distributions(batch, forward.hidden());
                Tensor loss = distributions.logprobs().mean().mul(scaled(batch, 0.01));
                Autograd.backward(loss);
                distributions.backward();
                forward.backward();
                decoder.trained().collectGradient();
            }
        }
        return HostMemory.doubles(decoder.trained().gradient());
    }

    /** A mean over N tokens times N · factor is their sum times the factor. */
    private static Tensor scaled(PaddedBatch batch, double factor) {
        return HostMemory.tensor(new float[] {(float) (factor * batch.targets().numel())}, 1);
    }

    private static double distance(double[] one, double[] other) {
        double difference = 0;
        double length = 0;
        for (int i = 0; i < one.length; i++) {
            difference += Math.pow(one[i] - other[i], 2);
            length += other[i] * other[i];
        }
        return Math.sqrt(difference / length);
    }

    private static List<TokenSequence> shuffled(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<TokenSequence> all = new ArrayList<>();
        Set<Integer> lengths = new HashSet<>();
        for (int family = 0; family < 5; family++) {
            int[] prompt = random.ints(2 + random.nextInt(12), 0, 24).toArray();
            lengths.add(prompt.length);
            for (int i = 0; i <= family; i++) {
                all.add(new TokenSequence(
                        prompt, random.ints(1 + random.nextInt(20), 0, 24).toArray()));
            }
        }
        assertThat(lengths).hasSizeGreaterThan(1);
        Collections.shuffle(all, new Random(seed));
        return all;
    }

    private static TokenSequence sequence(String prompt, String completion) {
        return new TokenSequence(digits(prompt), digits(completion));
    }

    private static int[] digits(String text) {
        return text.chars().map(digit -> digit - '0').toArray();
    }
}
