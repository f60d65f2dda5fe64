package dev.kedge.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.model.Decoder;
import dev.kedge.model.Precision;
import dev.kedge.model.hub.LoadedModel;
import dev.kedge.model.hub.ModelDirectory;
import dev.kedge.random.Purpose;
import dev.kedge.tensor.Compute;
import dev.kedge.tensor.ComputeType;
import dev.kedge.tensor.Workers;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What texts begin with alike, read once, gives the completions that each text for itself gives. */
class SharedPrefixesTest {

    private static final SamplingStreams STREAMS = new SamplingStreams(7, Purpose.ROLLOUT, 3);
    private static final double ROUNDING = 2e-5; // of logits in float32, as in OnPolicyTest
    private static final int GROUP = 6;

    static List<Path> families() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(SharedPrefixesTest.class.getResource("/families"))
                .toURI());
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.sorted().toList();
        }
    }

    /** Windows of 4 to 16 positions are passed: the longest text has 19 + 24. */
    @ParameterizedTest
    @MethodSource("families")
    void everyFamilyGivesTheSameCompletions(Path directory) {
        try (LoadedModel model = ModelDirectory.load(directory, Precision.master(ComputeType.FLOAT32))) {
            Decoder decoder = model.decoder();
            Sampler.Config config = new Sampler.Config(24, 0.5, OptionalInt.empty(), 1.0, 64);
            List<int[]> prompts = prompts(decoder.config().vocabularySize());
            if (decoder.config().rope().dependsOnLength()) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> sample(decoder, config.withSharedPrefixes(true), prompts))
                        .withMessage("shared_prefixes must be false where positions depend on the length of the whole "
                                + "text, got true");
                return;
            }
            assertEqual(
                    sample(decoder, config, prompts),
                    sample(decoder, config.withSharedPrefixes(true), prompts),
                    ROUNDING / 0.5);
        }
    }

    /**
     * At temperature 0.05 most completions of a prompt stay equal to their end, at 0.3 they part late, at 1.5 at once;
     * at 0 they are one. A temperature below 1 divides the rounding too.
     */
    @ParameterizedTest
    @CsvSource({"0.0,64", "0.05,64", "0.3,64", "1.5,64", "0.3,1", "0.3,7", "0.3,13"})
    void completionsPartWhereTheyDiffer(double temperature, int batchSize) {
        try (Decoder decoder = TinyDecoder.create(ComputeType.FLOAT32, 1)) {
            Sampler.Config config = new Sampler.Config(24, temperature, OptionalInt.empty(), 1.0, batchSize);
            List<int[]> prompts = prompts(TinyDecoder.VOCABULARY);
            double rounding = temperature == 0 ? ROUNDING : ROUNDING / Math.min(1, temperature);
            List<List<SampledTokens>> apart = sample(decoder, config, prompts);
            assertEqual(apart, sample(decoder, config.withSharedPrefixes(true), prompts), rounding);
            try (Workers workers = Workers.of(3, Compute.cpu(3))) {
                Sampler sampler = new Sampler(decoder, Set.of(0), config.withSharedPrefixes(true));
                assertEqual(apart, sampler.withWorkers(workers).sample(prompts, GROUP, STREAMS), rounding);
            }
        }
    }

    @Test
    void whatCouldBeSampledIsKeptForEachCompletion() {
        try (Decoder decoder = TinyDecoder.create(ComputeType.FLOAT32, 1)) {
            Sampler.Config config = new Sampler.Config(24, 0.5, OptionalInt.of(5), 0.9, 64).withRepetitionPenalty(1.1);
            List<int[]> prompts = prompts(TinyDecoder.VOCABULARY);
            Sampler apart = new Sampler(decoder, Set.of(0), config).keepingDistribution();
            Sampler shared = new Sampler(decoder, Set.of(0), config.withSharedPrefixes(true)).keepingDistribution();
            List<List<SampledTokens>> expected = apart.sample(prompts, GROUP, STREAMS);
            List<List<SampledTokens>> actual = shared.sample(prompts, GROUP, STREAMS);
            assertEqual(expected, actual, ROUNDING / 0.5);
            for (int i = 0; i < expected.size(); i++) {
                for (int k = 0; k < GROUP; k++) {
                    TokenSupport should = support(expected.get(i).get(k));
                    TokenSupport kept = support(actual.get(i).get(k));
                    assertThat(kept.length()).isEqualTo(should.length());
                    for (int place = 0; place < should.length(); place++) {
                        assertThat(kept.ids(place)).isEqualTo(should.ids(place));
                    }
                }
            }
        }
    }

    private static TokenSupport support(SampledTokens completion) {
        return completion.distribution().orElseThrow().support().orElseThrow();
    }

    /** Of a b, a b, a c, a (finished): two grow on in the first place, c goes its own way, the finished one leaves. */
    @Test
    void aStrandKeepsTheFirstThatGrowsAndThoseLikeIt() {
        List<Row> rows = new ArrayList<>();
        for (int second : new int[] {9, 1, 1, 2}) {
            Row row = new Row(0, rows.size(), new int[] {3}, new SplittableRandom(1));
            row.append(4, -1f, -1f);
            row.append(second, -1f, -1f);
            rows.add(row);
        }
        rows.get(0).finish(FinishReason.STOP);
        Strand strand = Strand.of(rows);
        List<Strand> others = strand.part();
        assertThat(strand.rows()).containsExactly(rows.get(1), rows.get(2));
        assertThat(others)
                .singleElement()
                .satisfies(other -> assertThat(other.rows()).containsExactly(rows.get(3)));
        assertThat(strand.lastToken()).isEqualTo(1);
        assertThat(strand.lastPosition()).isEqualTo(2);
        rows.forEach(row -> row.finish(FinishReason.LENGTH));
        assertThat(strand.finished()).isTrue();
        assertThat(strand.part()).isEmpty();
        assertThat(Strand.idle().finished()).isTrue();
    }

    /** Prompts of 5, 14, 19 and 14 tokens; the first is what all begin with, and one is there twice. */
    private static List<int[]> prompts(int vocabulary) {
        int[] longest = new SplittableRandom(3).ints(19, 3, vocabulary).toArray();
        int[] middle = Arrays.copyOf(longest, 14);
        middle[9] = 3 + (middle[9] - 2) % (vocabulary - 3);
        return List.of(Arrays.copyOf(longest, 5), middle, longest, middle.clone());
    }

    private static List<List<SampledTokens>> sample(Decoder decoder, Sampler.Config config, List<int[]> prompts) {
        return new Sampler(decoder, Set.of(0), config).sample(prompts, GROUP, STREAMS);
    }

    private static void assertEqual(
            List<List<SampledTokens>> expected, List<List<SampledTokens>> actual, double rounding) {
        for (int i = 0; i < expected.size(); i++) {
            for (int k = 0; k < GROUP; k++) {
                SampledTokens should = expected.get(i).get(k);
                SampledTokens is = actual.get(i).get(k);
                assertThat(is.tokens()).as("prompt %d, completion %d", i, k).isEqualTo(should.tokens());
                assertThat(is.finishReason()).isEqualTo(should.finishReason());
                assertThat(is.samplingLogprobs()).containsExactly(should.samplingLogprobs(), within((float) rounding));
                assertThat(is.untemperedLogprobs())
                        .containsExactly(should.untemperedLogprobs(), within((float) ROUNDING));
            }
        }
    }
}
