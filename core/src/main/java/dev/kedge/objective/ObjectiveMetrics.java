package dev.kedge.objective;

import dev.kedge.metric.Metrics;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Joining;
import dev.kedge.tensor.MaskedReduction;
import dev.kedge.tensor.NoGradient;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * What is measured of a micro-batch, beside the formula it belongs to. Defined in {@code docs/metrics.md}. All token means
 * are over counted tokens; estimators of the divergence are of the token's own ratio whatever the level.
 */
final class ObjectiveMetrics {

    private ObjectiveMetrics() {}

    static Metrics of(ObjectiveInputs inputs, Violation violation, Tensor acts) {
        try (NoGradient guard = NoGradient.open()) {
            Tensor mask = inputs.mask();
            Tensor x = inputs.tokenLogRatio().detach().to(ScalarType.Double);
            Tensor kl3 = x.expm1().sub(x);
            List<Tensor> reduced = new ArrayList<>();
            reduced.add(mask.sum().to(ScalarType.Double));
            reduced.add(count(acts, mask));
            reduced.add(count(acts.logical_and(violation.below()), mask));
            reduced.add(count(acts.logical_and(violation.above()), mask));
            reduced.add(count(violation.either(), mask));
            reduced.add(x.sum().neg());
            reduced.add(x.square().sum().mul(new Scalar(0.5)));
            reduced.add(kl3.sum());
            reduced.add(kl3.max());
            reduced.add(x.masked_fill(mask.logical_not(), new Scalar(Double.NEGATIVE_INFINITY))
                    .max());
            double[] values = HostMemory.doubles(Joining.vector(reduced));

            double tokens = values[0];
            Metrics metrics = new Metrics();
            metrics.mean("update/clip_fraction", values[1], tokens);
            metrics.mean("update/clip_fraction_low", values[2], tokens);
            metrics.mean("update/clip_fraction_high", values[3], tokens);
            metrics.mean("update/violated_fraction", values[4], tokens);
            metrics.mean("update/kl1", values[5], tokens);
            metrics.mean("update/kl2", values[6], tokens);
            metrics.mean("update/kl3", values[7], tokens);
            metrics.max("update/kl3_max", values[8]);
            metrics.max("update/ratio_max", Math.exp(values[9]));
            return metrics;
        }
    }

    static void addReference(Metrics metrics, Tensor estimate, Tensor mask) {
        try (NoGradient guard = NoGradient.open()) {
            List<Tensor> reduced = List.of(
                    MaskedReduction.sum(estimate.detach(), mask).to(ScalarType.Double),
                    mask.sum().to(ScalarType.Double));
            double[] values = HostMemory.doubles(Joining.vector(reduced));
            metrics.mean("update/reference_kl", values[0], values[1]);
        }
    }

    private static Tensor count(Tensor event, Tensor mask) {
        return event.logical_and(mask).sum().to(ScalarType.Double);
    }
}
