package dev.kedge.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.api.SettingException;
import dev.kedge.model.Decoder;
import dev.kedge.random.Purpose;
import dev.kedge.tensor.ComputeType;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Scope;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

/**
 * Min-p, the repetition penalty and stop strings by worked numbers, and what the sampler tells of its distributions.
 */
class SamplingRulesTest {

    private static final Sampler.Config PLAIN = Sampler.Config.DEFAULT.withMaxNewTokens(12);
    private static final SamplingStreams STREAMS = new SamplingStreams(5, Purpose.ROLLOUT, 1);

    private static SelectedTokens select(Sampler.Config config, double uniform, int[] seen, double... logits) {
        try (Scope scope = Scope.open()) {
            float[] narrow = new float[logits.length];
            for (int i = 0; i < narrow.length; i++) {
                narrow[i] = (float) logits[i];
            }
            Tensor row = HostMemory.tensor(narrow, 1, narrow.length);
            Truncation truncation = new Truncation(config.topK(), config.topP(), config.minP());
            TokenSelection selection =
                    new TokenSelection(config.temperature(), truncation, config.repetitionPenalty(), true);
            return selection.select(row, new double[] {uniform}, new int[][] {seen});
        }
    }

    private static double[] logs(double... probabilities) {
        double[] logs = new double[probabilities.length];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = Math.log(probabilities[i]);
        }
        return logs;
    }

    /** Of 0.5, 0.3, 0.11, 0.09 with min-p 0.2 those of at least 0.1 stay, 0.91 in all. */
    @Test
    void minPIsAShareOfTheMostProbable() {
        SelectedTokens last = select(PLAIN.withMinP(0.2), 1 - 0x1p-32, new int[0], logs(0.5, 0.3, 0.11, 0.09));
        assertThat(last.tokens()).containsExactly(2);
        assertThat((double) last.samplingLogprobs()[0]).isCloseTo(Math.log(0.11 / 0.91), within(1e-6));
        assertThat((double) last.untemperedLogprobs()[0]).isCloseTo(Math.log(0.11), within(1e-6));
        assertThat(last.support()).containsExactly(new long[] {0, 1, 2});
        // At temperature ½ the shares are squared: 0.25, 0.09, 0.0121, …; of the first 0.05 is a fifth.
        assertThat(select(PLAIN.withMinP(0.2).withTemperature(0.5), 0, new int[0], logs(0.5, 0.3, 0.11, 0.09))
                        .support())
                .containsExactly(new long[] {0, 1});
        // top-k first: of the two highest both are at least 0.2 of the first
        assertThat(select(PLAIN.withMinP(0.2).withTopK(OptionalInt.of(2)), 0, new int[0], logs(0.5, 0.3, 0.11, 0.09))
                        .support())
                .containsExactly(new long[] {0, 1});
    }

    @Test
    void theSupportOfTopKAndTopPIsTold() {
        double[] logits = logs(0.1, 0.4, 0.2, 0.3);
        assertThat(select(PLAIN.withTopK(OptionalInt.of(2)), 0, new int[0], logits)
                        .support())
                .containsExactly(new long[] {1, 3});
        assertThat(select(PLAIN.withTopP(0.8), 0, new int[0], logits).support()).containsExactly(new long[] {1, 2, 3});
        assertThat(select(PLAIN, 0, new int[0], logits).support()).isEmpty();
    }

    /** z/θ above 0, z·θ below: of 2, −1 and 0.5 with the first two seen and θ = 2, 1, −2 and 0.5. */
    @Test
    void theRepetitionPenaltyLowersWhatHasOccurred() {
        double norm = Math.log(Math.exp(1) + Math.exp(-2) + Math.exp(0.5));
        SelectedTokens first = select(PLAIN.withRepetitionPenalty(2), 0, new int[] {0, 1}, 2, -1, 0.5);
        assertThat(first.tokens()).containsExactly(0);
        assertThat((double) first.samplingLogprobs()[0]).isCloseTo(1 - norm, within(1e-6));
        // the policy itself is not penalized
        double own = Math.log(Math.exp(2) + Math.exp(-1) + Math.exp(0.5));
        assertThat((double) first.untemperedLogprobs()[0]).isCloseTo(2 - own, within(1e-6));
        SelectedTokens greedy = select(PLAIN.withRepetitionPenalty(5).greedy(), 0, new int[] {0}, 2, -1, 0.5);
        assertThat(greedy.tokens()).containsExactly(2); // 0.4 against 0.5
    }

    @Test
    void aHighPenaltyKeepsGreedySamplingFromRepeatingAnything() {
        try (Decoder decoder = TinyDecoder.create(ComputeType.FLOAT32, 1)) {
            List<int[]> prompts = List.of(new int[] {3, 7, 7, 9});
            Sampler.Config greedy = PLAIN.greedy();
            SampledTokens free = new Sampler(decoder, Set.of(), greedy)
                    .sample(prompts, 1, STREAMS)
                    .get(0)
                    .get(0);
            SampledTokens fined = new Sampler(decoder, Set.of(), greedy.withRepetitionPenalty(1e6))
                    .sample(prompts, 1, STREAMS)
                    .get(0)
                    .get(0);
            assertThat(different(free.tokens())).isLessThan(12);
            assertThat(different(fined.tokens())).isEqualTo(12);
            assertThat(fined.tokens()).doesNotContain(3, 7, 9);
        }
    }

    private static long different(int[] tokens) {
        return java.util.Arrays.stream(tokens).distinct().count();
    }

    @Test
    void whatIsDrawnDoesNotDependOnWhetherTheDistributionIsKept() {
        try (Decoder decoder = TinyDecoder.create(ComputeType.FLOAT32, 1)) {
            List<int[]> prompts = TinyDecoder.prompts(3, 9, 2);
            Sampler sampler = new Sampler(
                    decoder,
                    Set.of(0),
                    PLAIN.withTopP(0.9).withTopK(OptionalInt.of(20)).withRepetitionPenalty(1.2));
            List<List<SampledTokens>> plain = sampler.sample(prompts, 4, STREAMS);
            List<List<SampledTokens>> kept = sampler.keepingDistribution().sample(prompts, 4, STREAMS);
            for (int p = 0; p < 3; p++) {
                for (int i = 0; i < 4; i++) {
                    SampledTokens with = kept.get(p).get(i);
                    assertThat(with.tokens()).isEqualTo(plain.get(p).get(i).tokens());
                    assertThat(plain.get(p).get(i).distribution()).isEmpty();
                    TokenSupport support =
                            with.distribution().orElseThrow().support().orElseThrow();
                    assertThat(support.length()).isEqualTo(with.length());
                    for (int t = 0; t < with.length(); t++) {
                        assertThat(support.ids(t)).contains(with.tokens()[t]).hasSizeLessThanOrEqualTo(20);
                    }
                }
            }
        }
    }

    @Test
    void settingsOutOfRangeAreNamed() {
        assertThatThrownBy(() -> PLAIN.withMinP(1))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("[0, 1)");
        assertThatThrownBy(() -> PLAIN.withRepetitionPenalty(0))
                .hasMessageContaining("must be > 0 and finite, got 0.0");
        assertThatThrownBy(() -> PLAIN.withStop(List.of(""))).hasMessageContaining("got an empty one");
        try (Decoder decoder = TinyDecoder.create(ComputeType.FLOAT32, 1)) {
            assertThatThrownBy(() -> new Sampler(decoder, Set.of(), PLAIN.withStop(List.of("x"))))
                    .hasMessage("stop strings need a tokenizer to look for them with, got none");
        }
    }
}
