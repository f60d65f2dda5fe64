package dev.kedge.train.internal.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.input.Quantity;
import dev.kedge.objective.weighting.Correction;
import dev.kedge.objective.weighting.MaskOutside;
import dev.kedge.objective.weighting.RatioLevel;
import dev.kedge.objective.weighting.Truncate;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Scope;
import java.util.List;
import java.util.SortedMap;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

/**
 * Three sequences with ρ = 2, 2 | 1/2 | 1, 3, so products 4, 1/2 and 3; what they are weighed by, and what is shown.
 */
class CorrectionWeightsTest {

    private static final double[][] RATIOS = {{2, 2}, {0.5}, {1, 3}};

    private static SortedMap<String, Double> measured(Correction... corrections) {
        try (Scope scope = Scope.open()) {
            double[] logRatios = new double[9];
            double[] mask = new double[9];
            for (int row = 0; row < RATIOS.length; row++) {
                for (int token = 0; token < RATIOS[row].length; token++) {
                    logRatios[3 * row + token] = Math.log(RATIOS[row][token]);
                    mask[3 * row + token] = 1;
                }
            }
            Tensor old = HostMemory.tensor(new double[9], 3, 3).sub(new Scalar(1.0));
            Tensor sampling = old.sub(HostMemory.tensor(logRatios, 3, 3));
            Tensor advantages = HostMemory.tensor(new double[] {1, 1, 1}, 3, 1);
            ObjectiveInputs inputs = ObjectiveInputs.of(
                            old, old, advantages, HostMemory.tensor(mask, 3, 3).gt(new Scalar(0.5)))
                    .with(Quantity.SAMPLING_LOGPROBS, sampling);
            CorrectionWeights weights = new CorrectionWeights();
            weights.add(List.of(corrections), inputs);
            return weights.metrics();
        }
    }

    private static void holds(SortedMap<String, Double> metrics, String name, double value) {
        assertThat(metrics.get("correction/" + name)).as(name).isCloseTo(value, within(1e-12));
    }

    @Test
    void tokensAreWeighedOneByOne() {
        // capped at 2: 2, 2, 1/2, 1, 2; sum 7.5, squares 4 + 4 + 1/4 + 1 + 4 = 13.25
        SortedMap<String, Double> metrics = measured(new Truncate(new Truncate.Config(0, 2, RatioLevel.TOKEN, false)));
        holds(metrics, "weight_mean", 7.5 / 5);
        holds(metrics, "weight_p05", 0.5);
        holds(metrics, "weight_p50", 2);
        holds(metrics, "weight_max", 2);
        holds(metrics, "removed_fraction", 0);
        holds(metrics, "effective_sample_size", 7.5 * 7.5 / 13.25 / 5);
    }

    @Test
    void sequencesCountOnceHoweverLongTheyAre() {
        // products 4, 1/2, 3 within [0.5, 3.5]: 0, 1/2, 3; sum 3.5, squares 9.25
        SortedMap<String, Double> metrics =
                measured(new MaskOutside(new MaskOutside.Config(0.5, 3.5, RatioLevel.SEQUENCE, true)));
        holds(metrics, "weight_mean", 3.5 / 3);
        holds(metrics, "removed_fraction", 1.0 / 3);
        holds(metrics, "effective_sample_size", 3.5 * 3.5 / 9.25 / 3);
    }

    @Test
    void severalAreMultipliedAndWeighTokensIfAnyDoes() {
        // tokens capped at 2, times 1 for the sequences within [0.5, 3.5]: 0, 0, 1/2, 1, 2
        SortedMap<String, Double> metrics = measured(
                new Truncate(new Truncate.Config(0, 2, RatioLevel.TOKEN, false)),
                new MaskOutside(new MaskOutside.Config(0.5, 3.5, RatioLevel.SEQUENCE, false)));
        holds(metrics, "weight_mean", 3.5 / 5);
        holds(metrics, "removed_fraction", 2.0 / 5);
    }

    @Test
    void nothingLeftIsSeen() {
        SortedMap<String, Double> metrics =
                measured(new MaskOutside(new MaskOutside.Config(10, 20, RatioLevel.SEQUENCE, true)));
        holds(metrics, "weight_mean", 0);
        holds(metrics, "removed_fraction", 1);
        holds(metrics, "effective_sample_size", 0);
    }

    @Test
    void withoutACorrectionNothingIsMeasured() {
        assertThat(measured()).isEmpty();
    }
}
