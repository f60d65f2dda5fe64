package dev.kedge.objective;

import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.input.Quantity;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Joining;
import dev.kedge.tensor.NoGradient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The measurements of each token of a micro-batch, copied out of native memory in one piece: padding included, so that
 * nothing has to be gathered. {@link UpdateDiagnostics} makes metrics of it.
 *
 * @param counted 1 where a token counts
 * @param logRatios x, the token's own whatever the level
 * @param levelLogRatios the log-ratio that the conditions tested
 * @param oldLogprobs {@code log π_old(a|s)}
 * @param advantages A
 * @param violated 1 where a condition does not hold
 * @param acts 1 where a condition or the worsening cap acts
 * @param logHigh the upper bound on the log-ratio; NaN if no condition has one
 * @param entropies of the policy's distribution; NaN if not given
 * @param referenceEstimates of the divergence from the reference; NaN without one
 * @param selected 1 where the surrogate counts a token; NaN if it counts all
 */
record TokenDiagnostics(
        double[] counted,
        double[] logRatios,
        double[] levelLogRatios,
        double[] oldLogprobs,
        double[] advantages,
        double[] violated,
        double[] acts,
        double[] logHigh,
        double[] entropies,
        double[] referenceEstimates,
        double[] selected) {

    static TokenDiagnostics of(
            ObjectiveInputs inputs, Tensor levelLogRatio, Violations violations, Optional<Tensor> referenceEstimate) {
        try (NoGradient guard = NoGradient.open()) {
            Tensor logRatio = doubles(inputs.tokenLogRatio());
            Optional<Tensor> entropy = given(inputs, Quantity.ENTROPY);
            Optional<Tensor> selected = given(inputs, Quantity.SELECTED);
            List<Tensor> rows = new ArrayList<>(List.of(
                    doubles(inputs.mask()),
                    logRatio,
                    doubles(levelLogRatio),
                    doubles(inputs.oldLogprobs()),
                    doubles(inputs.tokenAdvantages()),
                    doubles(violations.violated()),
                    doubles(violations.acts())));
            violations.logHigh().ifPresent(bound -> rows.add(bound.expand_as(logRatio)));
            entropy.ifPresent(values -> rows.add(doubles(values)));
            referenceEstimate.ifPresent(values -> rows.add(doubles(values)));
            selected.ifPresent(values -> rows.add(doubles(values)));

            double[] all = HostMemory.doubles(Joining.vector(rows));
            int tokens = (int) logRatio.numel();
            int optional = 7;
            double[] bound = violations.logHigh().isPresent() ? row(all, optional++, tokens) : unknown(tokens);
            double[] entropies = entropy.isPresent() ? row(all, optional++, tokens) : unknown(tokens);
            double[] reference = referenceEstimate.isPresent() ? row(all, optional++, tokens) : unknown(tokens);
            double[] counts = selected.isPresent() ? row(all, optional, tokens) : unknown(tokens);
            return new TokenDiagnostics(
                    row(all, 0, tokens),
                    row(all, 1, tokens),
                    row(all, 2, tokens),
                    row(all, 3, tokens),
                    row(all, 4, tokens),
                    row(all, 5, tokens),
                    row(all, 6, tokens),
                    bound,
                    entropies,
                    reference,
                    counts);
        }
    }

    private static Optional<Tensor> given(ObjectiveInputs inputs, Quantity quantity) {
        return inputs.has(quantity) ? Optional.of(inputs.get(quantity)) : Optional.empty();
    }

    private static Tensor doubles(Tensor values) {
        return values.detach().to(ScalarType.Double);
    }

    private static double[] row(double[] all, int row, int length) {
        return Arrays.copyOfRange(all, row * length, (row + 1) * length);
    }

    private static double[] unknown(int length) {
        double[] values = new double[length];
        Arrays.fill(values, Double.NaN);
        return values;
    }
}
