package dev.kedge.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Scope;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TokenSelectionTest {

    private static final OptionalInt ALL = OptionalInt.empty();
    private static final double MAX_UNIFORM = 1 - 0x1p-32;

    @Test
    void frequenciesAgreeWithTheProbabilities() {
        // p = 1/2, 1/4, 1/8, 1/16, 1/16 at temperature 1.
        double[] probabilities = {0.5, 0.25, 0.125, 0.0625, 0.0625};
        assertThat(chiSquare(new TokenSelection(1.0, ALL, 1.0), logs(probabilities), probabilities))
                .isLessThan(33.4);
        // Temperature 1/2 squares them: 256, 64, 16, 4, 4 of 344.
        double[] squared = {256 / 344.0, 64 / 344.0, 16 / 344.0, 4 / 344.0, 4 / 344.0};
        assertThat(chiSquare(new TokenSelection(0.5, ALL, 1.0), logs(probabilities), squared))
                .isLessThan(33.4);
        // The two highest, renormalized: 2/3, 1/3.
        double[] two = {2 / 3.0, 1 / 3.0, 0, 0, 0};
        assertThat(chiSquare(new TokenSelection(1.0, OptionalInt.of(2), 1.0), logs(probabilities), two))
                .isLessThan(33.4);
        // The nucleus of 0.8: 0.5 + 0.25 = 0.75 < 0.8, so the third belongs to it: 4/7, 2/7, 1/7.
        double[] three = {4 / 7.0, 2 / 7.0, 1 / 7.0, 0, 0};
        assertThat(chiSquare(new TokenSelection(1.0, ALL, 0.8), logs(probabilities), three))
                .isLessThan(33.4);
    }

    /**
     * Pearson's statistic of 100,000 draws. With 4 degrees of freedom it exceeds 33.4 with probability 1e-6 (fewer
     * degrees: less); the seed is fixed, so the test either always or never fails.
     */
    private static double chiSquare(TokenSelection selection, float[] logits, double[] probabilities) {
        int draws = 100_000;
        int[] counts = new int[logits.length];
        try (Scope scope = Scope.open()) {
            double[] uniforms = new SplittableRandom(11)
                    .ints(draws)
                    .mapToDouble(bits -> Integer.toUnsignedLong(bits) * 0x1p-32)
                    .toArray();
            var rows = HostMemory.tensor(logits, 1, logits.length).expand(draws, logits.length);
            SelectedTokens selected = selection.select(rows, uniforms);
            for (int i = 0; i < draws; i++) {
                int token = (int) selected.tokens()[i];
                counts[token]++;
                assertThat((double) selected.samplingLogprobs()[i])
                        .isCloseTo(Math.log(probabilities[token]), within(1e-6));
            }
        }
        double statistic = 0;
        for (int token = 0; token < counts.length; token++) {
            double expected = draws * probabilities[token];
            if (expected == 0) {
                assertThat(counts[token]).isZero();
            } else {
                statistic += (counts[token] - expected) * (counts[token] - expected) / expected;
            }
        }
        return statistic;
    }

    @Test
    void aTokenOfProbabilityZeroIsNeverChosen() {
        float never = Float.NEGATIVE_INFINITY;
        // Whatever u is, first, last and middle zeros stay unchosen; exp(-200) underflows to 0 in float32.
        float[] logits = {never, 0f, never, 0f, -200f, never};
        SelectedTokens selected =
                select(new TokenSelection(1.0, ALL, 1.0), logits, 0.0, 0x1p-32, 0.5 - 0x1p-32, 0.5, MAX_UNIFORM);
        assertThat(selected.tokens()).containsExactly(1, 1, 1, 3, 3);
    }

    @Test
    void theLargestUniformFindsATokenInALargeVocabulary() {
        // 150,000 float32 probabilities do not sum to 1 exactly; u is scaled by what they do sum to.
        float[] logits = new float[150_000];
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) random.nextDouble(-3, 3);
        }
        SelectedTokens selected = select(new TokenSelection(1.0, ALL, 1.0), logits, 0.0, MAX_UNIFORM);
        assertThat(selected.tokens()).containsExactly(0, 149_999);
    }

    @Test
    void amongEqualLogitsTheLowestIdsStay() {
        // Sorted: 2, 1, 1, 1, 0. Three stay: id 3 with 2, and of the ones (ids 0, 2, 4) the first two.
        float[] logits = {1, 0, 1, 2, 1};
        assertThat(reachable(new TokenSelection(1.0, OptionalInt.of(3), 1.0), logits))
                .containsExactly(0, 2, 3);
        // Four equal tokens hold 1/4 each: the nucleus of 0.5 is exactly two of them, that of 0.51 three.
        float[] equal = {0, 0, 0, 0};
        assertThat(reachable(new TokenSelection(1.0, ALL, 0.5), equal)).containsExactly(0, 1);
        assertThat(reachable(new TokenSelection(1.0, ALL, 0.51), equal)).containsExactly(0, 1, 2);
        assertThat(reachable(new TokenSelection(0.0, ALL, 1.0), equal)).containsExactly(0);
        assertThat(reachable(new TokenSelection(1.0, OptionalInt.of(9), 1.0), equal))
                .containsExactly(0, 1, 2, 3);
    }

    @Test
    void theNucleusOfALargeVocabularyIsFoundWithAndWithoutSorting() {
        // 3,000 tokens; id 2000 holds 0.4, 2500 holds 0.3, the rest share 0.3: 0.0001 each.
        float[] logits = new float[3000];
        Arrays.fill(logits, (float) Math.log(0.3 / 2998));
        logits[2000] = (float) Math.log(0.4);
        logits[2500] = (float) Math.log(0.3);
        assertThat(kept(new Truncation(ALL, 0.65), logits)).containsExactly(2000, 2500);
        // 0.7 + 100.5 · 0.3/2998 = 0.710057: 101 more, the lowest ids; few enough for the short cut.
        Set<Integer> more = kept(new Truncation(ALL, 0.710057), logits);
        assertThat(more).hasSize(103).contains(0, 100, 2000, 2500).doesNotContain(101);
        // 0.7 + 1999.5 · 0.3/2998 = 0.900083: 2,000 more, which only sorting finds: ids 0 to 1999.
        Set<Integer> many = kept(new Truncation(ALL, 0.900083), logits);
        assertThat(many).hasSize(2002).contains(0, 1999, 2000, 2500).doesNotContain(2001);
    }

    @Test
    void theNucleusIsTakenOfWhatTopKLeft() {
        // p = 0.4, 0.3, 0.2, 0.1. The top 2 renormalized are 4/7 and 3/7; 4/7 >= 0.55 alone. Without top-k, 0.4 < 0.55
        // takes the second too.
        float[] logits = logs(0.4, 0.3, 0.2, 0.1);
        assertThat(reachable(new TokenSelection(1.0, OptionalInt.of(2), 0.55), logits))
                .containsExactly(0);
        assertThat(reachable(new TokenSelection(1.0, ALL, 0.55), logits)).containsExactly(0, 1);
    }

    @Test
    void logprobsAreThoseOfTheDistributionSampledFromAndOfThePolicy() {
        // p = 0.4, 0.3, 0.2, 0.1 at temperature 1/2: 16, 9, 4, 1 of 30; the two highest: 16/25, 9/25.
        float[] logits = logs(0.4, 0.3, 0.2, 0.1);
        SelectedTokens selected = select(new TokenSelection(0.5, OptionalInt.of(2), 1.0), logits, 0.0, 0.9);
        assertThat(selected.tokens()).containsExactly(0, 1);
        assertThat(selected.samplingLogprobs()[0]).isCloseTo((float) Math.log(16 / 25.0), within(1e-6f));
        assertThat(selected.samplingLogprobs()[1]).isCloseTo((float) Math.log(9 / 25.0), within(1e-6f));
        assertThat(selected.untemperedLogprobs()[0]).isCloseTo((float) Math.log(0.4), within(1e-6f));
        assertThat(selected.untemperedLogprobs()[1]).isCloseTo((float) Math.log(0.3), within(1e-6f));
    }

    @Test
    void temperatureZeroIsCertainOfTheHighest() {
        SelectedTokens selected = select(new TokenSelection(0.0, ALL, 1.0), logs(0.2, 0.5, 0.3), 0.99);
        assertThat(selected.tokens()).containsExactly(1);
        assertThat(selected.samplingLogprobs()).containsExactly(0f);
        assertThat(selected.untemperedLogprobs()[0]).isCloseTo((float) Math.log(0.5), within(1e-6f));
    }

    @Test
    void logitsThatAreNotFiniteAreReported() {
        for (double temperature : new double[] {0, 1, 2}) {
            for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
                for (OptionalInt topK : new OptionalInt[] {ALL, OptionalInt.of(2)}) {
                    assertThatIllegalStateException()
                            .isThrownBy(() ->
                                    select(new TokenSelection(temperature, topK, 0.9), new float[] {0, bad, 1}, 0.5))
                            .withMessageContaining("not finite");
                }
            }
        }
    }

    /** Every token that some uniform number leads to. */
    private static Set<Integer> reachable(TokenSelection selection, float[] logits) {
        double[] uniforms = new double[1000];
        Arrays.setAll(uniforms, i -> i / 1000.0);
        uniforms[999] = MAX_UNIFORM;
        Set<Integer> tokens = new TreeSet<>();
        for (long token : select(selection, logits, uniforms).tokens()) {
            tokens.add((int) token);
        }
        return tokens;
    }

    private static Set<Integer> kept(Truncation truncation, float[] logits) {
        try (Scope scope = Scope.open()) {
            float[] restricted = HostMemory.floats(truncation.restrict(HostMemory.tensor(logits, 1, logits.length)));
            Set<Integer> tokens = new TreeSet<>();
            for (int token = 0; token < restricted.length; token++) {
                if (restricted[token] != Float.NEGATIVE_INFINITY) {
                    tokens.add(token);
                }
            }
            return tokens;
        }
    }

    private static SelectedTokens select(TokenSelection selection, float[] logits, double... uniforms) {
        try (Scope scope = Scope.open()) {
            var rows = HostMemory.tensor(logits, 1, logits.length).expand(uniforms.length, logits.length);
            return selection.select(rows, uniforms);
        }
    }

    private static float[] logs(double... probabilities) {
        float[] logs = new float[probabilities.length];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = (float) Math.log(probabilities[i]);
        }
        return logs;
    }
}
