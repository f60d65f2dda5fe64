package dev.kedge.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.objective.condition.DualClip;
import dev.kedge.objective.condition.Sidedness;
import dev.kedge.objective.level.Level;
import dev.kedge.objective.level.SequenceGeometricMean;
import dev.kedge.objective.level.TokenLevel;
import dev.kedge.objective.penalty.ReferencePenalty;
import dev.kedge.objective.penalty.ReferencePenalty.Config;
import dev.kedge.objective.penalty.ReferencePenalty.Estimator;
import dev.kedge.objective.response.Hold;
import dev.kedge.objective.response.Response;
import dev.kedge.objective.response.Stop;
import dev.kedge.objective.weighting.ConstantLength;
import dev.kedge.objective.weighting.SequenceMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Values at unmasked positions, in log-probs, old and reference log-probs and per-token advantages, have no influence:
 * not on the loss, not on any gradient, not on any metric, and the gradient there is 0.
 *
 * <p>Padding is garbage by right: a masked product would turn one NaN of it into a NaN loss, and a sequence mean would
 * carry it from there to every token of its sequence.
 */
class MaskedPositionsTest {

    private static final double[] GARBAGE = {
        Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e300, -1e300, -7
    };

    @TestFactory
    List<DynamicTest> garbageAtUnmaskedPositionsChangesNothing() {
        return objectives().stream()
                .map(objective -> DynamicTest.dynamicTest(name(objective), () -> {
                    TokenBatch clean = TokenBatch.of(
                            new double[] {1.5, -0.7, 1},
                            new double[] {0.4, -0.1, 0.2},
                            new double[] {-0.5},
                            new double[0]);
                    for (TokenBatch batch : List.of(clean, clean.withAdvantagePerToken())) {
                        TokenBatch complete = objective.reference().isPresent() ? batch.withReference(-0.2) : batch;
                        for (double garbage : GARBAGE) {
                            isTheSame(complete, complete.padded(garbage), objective);
                        }
                    }
                }))
                .toList();
    }

    @Test
    void theLargestRatioIsOfACountedToken() {
        // The only token fell to e^-0.5; its sequence's two columns of padding, with x = 0, are no tokens of ratio 1.
        assertThat(TokenBatch.singles(1, -0.5)
                        .evaluate(Objectives.stop())
                        .metrics()
                        .get("update/ratio_max"))
                .isCloseTo(0.606531, within(1e-6));
    }

    private static void isTheSame(TokenBatch clean, TokenBatch dirty, Objective objective) {
        TokenBatch.Outcome expected = clean.evaluate(objective);
        TokenBatch.Outcome outcome = dirty.evaluate(objective);
        assertThat(outcome.loss()).isEqualTo(expected.loss()).isFinite();
        assertThat(outcome.metrics()).isEqualTo(expected.metrics());
        for (int row = 0; row < outcome.gradient().length; row++) {
            assertThat(outcome.gradient()[row])
                    .as(
                            "padding %s, advantage per token %s, sequence %d",
                            dirty.padding(), dirty.advantagePerToken(), row)
                    .isEqualTo(expected.gradient()[row]);
            for (int t = clean.logRatios()[row].length; t < outcome.gradient()[row].length; t++) {
                assertThat(outcome.gradient()[row][t]).isZero();
            }
        }
    }

    private static List<Objective> objectives() {
        List<Objective> all = new ArrayList<>();
        for (Response response : List.of(new Stop(), new Hold())) {
            for (Sidedness sidedness : Sidedness.values()) {
                for (Level level : List.of(new TokenLevel(), new SequenceGeometricMean())) {
                    all.add(Objectives.with(
                            response, sidedness, Optional.of(new DualClip(new DualClip.Config(1.4))), level));
                }
            }
        }
        all.add(Objectives.with(new SequenceMean()));
        all.add(Objectives.with(new ConstantLength(new ConstantLength.Config(8))));
        for (Estimator estimator : Estimator.values()) {
            all.add(Objectives.with(new ReferencePenalty(estimator, new Config(0.5))));
        }
        return all;
    }

    private static String name(Objective objective) {
        return objective.response().getClass().getSimpleName() + " " + objective.sidedness() + " "
                + objective.level().getClass().getSimpleName() + " "
                + objective.aggregation().getClass().getSimpleName()
                + (objective.reference().isPresent() ? " with reference" : "");
    }
}
