package dev.kedge.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kedge.model.Decoder;
import dev.kedge.random.Purpose;
import dev.kedge.tensor.Compute;
import dev.kedge.tensor.ComputeType;
import dev.kedge.tensor.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplerTest {

    private static final SamplingStreams STREAMS = new SamplingStreams(7, Purpose.ROLLOUT, 3);
    private static final Set<Integer> END = Set.of(0, 5);

    private static Decoder decoder;

    @BeforeAll
    static void makeDecoder() {
        decoder = TinyDecoder.create(ComputeType.FLOAT32, 1);
    }

    @AfterAll
    static void closeDecoder() {
        decoder.close();
    }

    @Test
    void whatSharesABatchDoesNotChangeTheTokens() {
        List<int[]> prompts = TinyDecoder.prompts(9, 40, 2);
        List<List<SampledTokens>> together = sampler(1.0, 1000).sample(prompts, 5, STREAMS);
        for (int batchSize : new int[] {1, 3, 7, 16}) {
            List<List<SampledTokens>> apart = sampler(1.0, batchSize).sample(prompts, 5, STREAMS);
            assertThat(tokens(apart)).as("batch size %d", batchSize).isEqualTo(tokens(together));
        }
        List<List<SampledTokens>> greedyTogether = sampler(0.0, 1000).sample(prompts, 1, STREAMS);
        assertThat(tokens(sampler(0.0, 1).sample(prompts, 1, STREAMS))).isEqualTo(tokens(greedyTogether));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7})
    void workersShareTheBatchAndSampleTheSameTokens(int count) {
        List<int[]> prompts = TinyDecoder.prompts(5, 20, 2);
        List<List<SampledTokens>> alone = sampler(1.0, 64).sample(prompts, 4, STREAMS);
        try (Workers workers = Workers.of(count, Compute.cpu(count))) {
            for (int batchSize : new int[] {1, 6, 64}) {
                List<List<SampledTokens>> shared =
                        sampler(1.0, batchSize).withWorkers(workers).sample(prompts, 4, STREAMS);
                assertThat(tokens(shared)).isEqualTo(tokens(alone));
            }
            assertThat(tokens(sampler(1.0, 64).withWorkers(workers).sample(prompts.subList(0, 1), 9, STREAMS)))
                    .as("the group of one prompt is shared too")
                    .isEqualTo(tokens(sampler(1.0, 64).sample(prompts.subList(0, 1), 9, STREAMS)));
            assertThat(sampler(1.0, 64).withWorkers(workers).sample(List.of(), 4, STREAMS))
                    .isEmpty();
        }
    }

    @Test
    void completionsOfOnePromptDifferAndTheSameStreamsRepeatThem() {
        List<int[]> prompts = TinyDecoder.prompts(2, 10, 3);
        List<List<SampledTokens>> first = sampler(1.0, 64).sample(prompts, 8, STREAMS);
        // Entropy is above 1 nat per token here: 8 equal completions would be a shared stream, not chance.
        assertThat(tokens(first).get(0)).doesNotHaveDuplicates();
        assertThat(tokens(sampler(1.0, 64).sample(prompts, 8, STREAMS))).isEqualTo(tokens(first));
        SamplingStreams nextStep = new SamplingStreams(7, Purpose.ROLLOUT, 4);
        assertThat(tokens(sampler(1.0, 64).sample(prompts, 8, nextStep))).isNotEqualTo(tokens(first));
    }

    @Test
    void aCompletionStopsAtItsFirstEndTokenOrAtTheLimitAndSaysWhich() {
        List<SampledTokens> completions = sampler(1.0, 64).sample(TinyDecoder.prompts(12, 20, 4), 6, STREAMS).stream()
                .flatMap(List::stream)
                .toList();
        for (SampledTokens completion : completions) {
            long ends = Arrays.stream(completion.tokens()).filter(END::contains).count();
            boolean lastIsEnd = END.contains(completion.tokens()[completion.length() - 1]);
            if (completion.finishReason() == FinishReason.STOP) {
                assertThat(ends).isEqualTo(1);
                assertThat(lastIsEnd).isTrue();
            } else {
                assertThat(ends).isZero();
                assertThat(completion.length()).isEqualTo(24);
            }
        }
        assertThat(completions)
                .extracting(SampledTokens::finishReason)
                .contains(FinishReason.STOP, FinishReason.LENGTH);
        assertThat(completions.stream()
                        .filter(completion -> !completion.truncated())
                        .map(completion -> completion.tokens()[completion.length() - 1]))
                .contains(0, 5);
    }

    @Test
    void anEndTokenAtTheLimitCountsAsStop() {
        Sampler one = new Sampler(decoder, allTokens(), new Sampler.Config(1, 1.0, OptionalInt.empty(), 1.0, 8));
        SampledTokens completion =
                one.sample(List.of(new int[] {3}), 1, STREAMS).get(0).get(0);
        assertThat(completion.length()).isEqualTo(1);
        assertThat(completion.finishReason()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void topKOfOneIsGreedyAndCertain() {
        List<int[]> prompts = TinyDecoder.prompts(5, 20, 5);
        Sampler one = new Sampler(decoder, END, new Sampler.Config(24, 1.3, OptionalInt.of(1), 1.0, 64));
        List<List<SampledTokens>> greedy = sampler(0.0, 64).sample(prompts, 1, STREAMS);
        List<List<SampledTokens>> certain = one.sample(prompts, 1, STREAMS);
        assertThat(tokens(certain)).isEqualTo(tokens(greedy));
        for (List<SampledTokens> group : certain) {
            assertThat(group.get(0).samplingLogprobs()).containsOnly(0f);
        }
        for (int i = 0; i < prompts.size(); i++) {
            assertThat(certain.get(i).get(0).untemperedLogprobs())
                    .isEqualTo(greedy.get(i).get(0).untemperedLogprobs());
        }
    }

    @Test
    void whatCannotBeSampledIsRefusedByName() {
        Sampler sampler = sampler(1.0, 8);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sampler.sample(List.of(new int[] {1}, new int[0]), 1, STREAMS))
                .withMessageContaining("number 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sampler.sample(List.of(new int[] {24}), 1, STREAMS))
                .withMessageContaining("[0, 24), got 24");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sampler.sample(List.of(new int[240]), 1, STREAMS))
                .withMessageContaining("256 positions");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Sampler.Config(8, 1.0, OptionalInt.of(0), 1.0, 8))
                .withMessage("top_k must be >= 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Sampler.Config(8, Double.NaN, OptionalInt.empty(), 1.0, 8))
                .withMessage("temperature must be >= 0 and finite, got NaN");
    }

    private static Sampler sampler(double temperature, int batchSize) {
        return new Sampler(decoder, END, new Sampler.Config(24, temperature, OptionalInt.empty(), 1.0, batchSize));
    }

    private static Set<Integer> allTokens() {
        return Set.copyOf(java.util.stream.IntStream.range(0, TinyDecoder.VOCABULARY)
                .boxed()
                .toList());
    }

    private static List<List<List<Integer>>> tokens(List<List<SampledTokens>> groups) {
        List<List<List<Integer>>> tokens = new ArrayList<>();
        for (List<SampledTokens> group : groups) {
            tokens.add(group.stream()
                    .map(completion ->
                            Arrays.stream(completion.tokens()).boxed().toList())
                    .toList());
        }
        return tokens;
    }
}
