package dev.kedge.train.internal.update;

import dev.kedge.internal.metric.Metrics;
import dev.kedge.model.ParameterStore;
import dev.kedge.optim.AdamW;
import dev.kedge.optim.GradientClipping;

/**
 * One optimizer update from the gradient that backward passes have gathered: clip, AdamW, refresh the compute weights.
 */
final class OptimizerUpdate {

    private final ParameterStore parameters;
    private final AdamW optimizer;
    private final GradientClipping clipping;
    private final String phase;

    /** {@code phase} is the prefix of what is measured: {@code update} or {@code warm_start}. */
    OptimizerUpdate(ParameterStore parameters, AdamW optimizer, GradientClipping clipping, String phase) {
        this.parameters = parameters;
        this.optimizer = optimizer;
        this.clipping = clipping;
        this.phase = phase;
    }

    void apply(double loss, double learningRate, Metrics metrics) {
        double norm = clipping.clip(parameters.gradient());
        if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
            throw new IllegalStateException(phase + ": loss " + loss + " and gradient norm " + norm
                    + " must be finite; the run stops before the weights are touched");
        }
        optimizer.update(learningRate);
        parameters.refresh();
        metrics.mean(phase + "/loss", loss, 1);
        metrics.mean(phase + "/gradient_norm", norm, 1);
        metrics.value(phase + "/learning_rate", learningRate);
    }
}
