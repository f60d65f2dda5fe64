package dev.kedge.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.objective.input.UpdateTotals;
import dev.kedge.objective.level.Level;
import dev.kedge.objective.level.SequenceGeometricMean;
import dev.kedge.objective.level.TokenLevel;
import dev.kedge.objective.weighting.Aggregation;
import dev.kedge.objective.weighting.ConstantLength;
import dev.kedge.objective.weighting.SequenceMean;
import dev.kedge.objective.weighting.TokenMean;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The weight that each aggregation gives a token. On-policy with A = −1 the gradient at a token is its weight. */
class AggregationTest {

    private static final Aggregation TOKEN_MEAN = new TokenMean();
    private static final Aggregation SEQUENCE_MEAN = new SequenceMean();
    private static final Aggregation CONSTANT_LENGTH = new ConstantLength(new ConstantLength.Config(8));

    /** Two sequences, of three tokens and of one. */
    private static final TokenBatch BATCH =
            TokenBatch.of(new double[] {-1, -1}, new double[] {0, 0, 0}, new double[] {0});

    @Test
    void tokenMeanIsOneOverTheTokensOfTheStep() {
        assertThat(weights(TOKEN_MEAN, BATCH.totals())).containsExactly(0.25, 0.25, 0.25, 0.25);
        // Half of a step of 8 tokens: the other half is in another micro-batch.
        assertThat(weights(TOKEN_MEAN, new UpdateTotals(4, 8))).containsExactly(0.125, 0.125, 0.125, 0.125);
    }

    @Test
    void sequenceMeanGivesEverySequenceTheSameAndItsTokensShareIt() {
        // 1/(2·3) and 1/(2·1); in a step of 4 sequences 1/(4·3) and 1/(4·1), whatever its tokens.
        assertThat(weights(SEQUENCE_MEAN, BATCH.totals())).containsExactly(1 / 6.0, 1 / 6.0, 1 / 6.0, 0.5);
        assertThat(weights(SEQUENCE_MEAN, new UpdateTotals(4, 99))).containsExactly(1 / 12.0, 1 / 12.0, 1 / 12.0, 0.25);
    }

    @Test
    void constantLengthDividesByTheConstantAndNotByTheLength() {
        // 1/(2·8)
        assertThat(weights(CONSTANT_LENGTH, BATCH.totals())).containsExactly(0.0625, 0.0625, 0.0625, 0.0625);
    }

    @Test
    void overAWholeStepTheWeightsAddUpToWhatTheNameSays() {
        TokenBatch step = TokenBatch.of(
                new double[] {-1, -1, -1}, new double[] {0, 0, 0, 0, 0}, new double[] {0, 0}, new double[] {0});
        assertThat(sum(TOKEN_MEAN, step)).isCloseTo(1, within(1e-15));
        assertThat(sum(SEQUENCE_MEAN, step)).isCloseTo(1, within(1e-15));
        // The mean length over the constant: (5 + 2 + 1)/3 / 8.
        assertThat(sum(CONSTANT_LENGTH, step)).isCloseTo(1 / 3.0, within(1e-15));
    }

    @Test
    void aSequenceWithoutACountedTokenAddsNothingButIsCounted() {
        TokenBatch withEmpty = TokenBatch.of(new double[] {-1, 5}, new double[] {0, 0}, new double[0]);
        for (Aggregation aggregation : List.of(TOKEN_MEAN, SEQUENCE_MEAN, CONSTANT_LENGTH)) {
            for (Level level : List.of(new TokenLevel(), new SequenceGeometricMean())) {
                Objective objective = Objectives.clipped()
                        .aggregation(aggregation)
                        .level(level)
                        .build();
                TokenBatch.Outcome outcome = withEmpty.evaluate(objective);
                assertThat(outcome.loss()).isFinite();
                assertThat(outcome.gradient()[1]).containsOnly(0.0);
                assertThat(outcome.gradient()[0][0]).isPositive().isFinite();
            }
        }
        // Two sequences, two tokens in the first: 1/(2·2).
        assertThat(withEmpty.evaluate(Objectives.with(SEQUENCE_MEAN)).gradient()[0][0])
                .isEqualTo(0.25);
    }

    private static double[] weights(Aggregation aggregation, UpdateTotals totals) {
        double[][] gradient =
                BATCH.evaluate(Objectives.with(aggregation), totals).gradient();
        return new double[] {gradient[0][0], gradient[0][1], gradient[0][2], gradient[1][0]};
    }

    private static double sum(Aggregation aggregation, TokenBatch step) {
        double sum = 0;
        for (double[] row : step.evaluate(Objectives.with(aggregation)).gradient()) {
            for (double weight : row) {
                sum += weight;
            }
        }
        return sum;
    }
}
