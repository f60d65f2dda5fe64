package dev.kedge.objective;

import dev.kedge.divergence.LogInterval;
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
    public Violation test(Tensor logRatio) {
        Scalar low = new Scalar(interval.logLow());
        Scalar high = new Scalar(interval.logHigh());
        Tensor x = logRatio.detach().to(ScalarType.Double);
        Tensor clipped = x.clamp_min(low).clamp_max(high).exp();
        return new Violation(x.lt(low), x.gt(high), clipped.to(logRatio.scalar_type()));
    }
}
