package dev.kedge.objective.condition;

import dev.kedge.divergence.LogInterval;
import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.tensor.HostMemory;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A condition on the ratio alone: {@code log l ≤ x ≤ log u}. Every f-divergence generator {@code φ(w) ≤ δ} is one, KL3
 * (ATR-GRPO) among them.
 */
public final class IntervalCondition implements Condition {

    private final LogInterval interval;

    /**
     * A condition that holds within an interval.
     *
     * @param interval bounds on the log-ratio, either of them possibly infinite
     */
    public IntervalCondition(LogInterval interval) {
        this.interval = interval;
    }

    /**
     * The bounds.
     *
     * @return bounds on the log-ratio
     */
    public LogInterval interval() {
        return interval;
    }

    @Override
    public boolean bounded() {
        return Double.isFinite(interval.logLow()) || Double.isFinite(interval.logHigh());
    }

    @Override
    public Violation test(Tensor logRatio, ObjectiveInputs inputs) {
        Scalar low = new Scalar(interval.logLow());
        Scalar high = new Scalar(interval.logHigh());
        Tensor x = logRatio.detach().to(ScalarType.Double);
        Tensor clipped = x.clamp_min(low).clamp_max(high).exp();
        return new Violation(
                x.lt(low).logical_or(x.gt(high)),
                x,
                clipped.to(logRatio.scalar_type()),
                Optional.of(HostMemory.tensor(new double[] {interval.logHigh()}, 1)));
    }
}
