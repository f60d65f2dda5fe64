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
import java.util.Arrays;
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

/** What texts begin with alike, read once for all of them, gives the numbers of texts that are read by themselves. */
class SharedPromptsTest {

    private static final DecoderConfig SHAPE =
            new DecoderConfig(24, 16, 32, 2, 4, 2, 8, 1e-6, 10_000, 64, true, true, 0.25);

    @Test
    void everyTensorByHand() {
        // Prompts 1 5 6 and 1 4 begin alike. Completions 7 8 9 and 7 8 2 do too, and of none is the last token read.
        List<TokenSequence> byHand =
                List.of(sequence("156", "789"), sequence("156", "782"), sequence("156", "3"), sequence("14", "25"));
        try (Scope scope = Scope.open()) {
            PaddedBatch batch = BatchLayout.SHARED_PROMPTS.tensors(byHand);
            // 1 │ 5 6 │ 7 8 │ 4 │ 2, and 0 to fill up to 8
            assertThat(HostMemory.longs(batch.tokens())).containsExactly(1, 5, 6, 7, 8, 4, 2, 0);
            assertThat(HostMemory.longs(batch.positions())).containsExactly(0, 1, 2, 3, 4, 1, 2, 0);
            // 7 and 3 are predicted at the 6, number 2; 8 at the 7, 9 and 2 at the 8; 2 at the 4, 5 at the 2.
            assertThat(HostMemory.longs(batch.predictors())).containsExactly(2, 3, 4, 2, 3, 4, 2, 5, 6);
            assertThat(HostMemory.longs(batch.targets())).containsExactly(7, 8, 9, 7, 8, 2, 3, 2, 5);
            assertThat(HostMemory.longs(batch.cells())).containsExactly(0, 1, 2, 8, 9, 10, 16, 24, 25);
        }
    }

    @Test
    void equalCompletionsAreReadOnce() {
        List<TokenSequence> four = List.of(
                sequence("156", "7890"), sequence("156", "7890"), sequence("156", "7890"), sequence("156", "7890"));
        try (Scope scope = Scope.open()) {
            PaddedBatch batch = BatchLayout.SHARED_PROMPTS.tensors(four);
            assertThat(batch.tokens().size(1)).isEqualTo(8); // 3 of the prompt, 3 of the completion, 2 of padding
            assertThat(batch.targets().numel()).isEqualTo(16); // and yet each counts
        }
    }

    @Test
    void aTreeDoesNotOutgrowWhatAttentionCanHold() {
        // 40 completions of 50 tokens that have nothing in common: trees of at most 512 tokens, thus 10 completions.
        SplittableRandom random = new SplittableRandom(9);
        PromptFamily family = new PromptFamily(new int[] {1, 2});
        for (int i = 0; i < 40; i++) {
            int[] completion = random.ints(50, 0, 24).toArray();
            completion[0] = 24 + i;
            family.add(completion);
        }
        assertThat(family.trees()).hasSize(4).allMatch(tree -> tree.size() == 490);
        assertThat(family.size()).isEqualTo(2 + 40 * 49);
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
            assertThat(cut).hasSize(1); // at most 5 · 13 + 15 · 20 = 365 tokens
        }
    }

    @ParameterizedTest
    @CsvSource({
        "FLOAT32, false, false, 2e-6",
        "FLOAT32, true, false, 2e-6",
        "BFLOAT16, false, false, 0.03",
        "FLOAT32, false, true, 2e-6",
        "FLOAT32, true, true, 2e-6",
        "BFLOAT16, false, true, 0.03"
    })
    void logProbabilitiesAndGradientsAreThoseOfRows(
            ComputeType type, boolean checkpointing, boolean alike, double rounding) {
        List<TokenSequence> sequences = alike ? alike(12) : shuffled(12);
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
            // The comparison can fail: one other token in the prompts of some moves the gradient.
            List<TokenSequence> other = changed(sequences, one -> {
                int[] prompt = one.prompt().clone();
                prompt[0] = (prompt[0] + 1) % 24; // of these sequences only, which then stand by themselves
                return new TokenSequence(prompt, one.completion());
            });
            assertThat(distance(gradient(decoder, shared, other, 1_000_000), whole))
                    .isGreaterThan(2 * rounding);
        }
    }

    private static List<TokenSequence> changed(List<TokenSequence> all, UnaryOperator<TokenSequence> change) {
        List<TokenSequence> changed = new ArrayList<>(all);
        changed.subList(0, 5).replaceAll(change);
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

    /** Prompts with a common beginning, completions that are equal, begin alike, or stop within one another. */
    private static List<TokenSequence> alike(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] beginning = random.ints(5, 0, 24).toArray();
        List<TokenSequence> all = new ArrayList<>();
        for (int family = 0; family < 4; family++) {
            int[] prompt = joined(beginning, random.ints(1 + family, 0, 24).toArray());
            int[] longest = random.ints(12, 0, 24).toArray();
            for (int i = 0; i < 6; i++) {
                int[] start = Arrays.copyOf(longest, 1 + random.nextInt(12));
                all.add(new TokenSequence(
                        prompt,
                        i < 3 ? start : joined(start, random.ints(4, 0, 24).toArray())));
                all.add(all.get(random.nextInt(all.size())));
            }
        }
        all.add(new TokenSequence(beginning, new int[] {3, 4})); // a prompt within all others
        Collections.shuffle(all, new Random(seed));
        return all;
    }

    private static int[] joined(int[] first, int[] second) {
        int[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static TokenSequence sequence(String prompt, String completion) {
        return new TokenSequence(digits(prompt), digits(completion));
    }

    private static int[] digits(String text) {
        return text.chars().map(digit -> digit - '0').toArray();
    }
}
