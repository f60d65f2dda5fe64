package dev.kedge.objective.condition;

import dev.kedge.api.SettingException;
import dev.kedge.objective.input.ObjectiveInputs;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * An interval with two further regions in which the condition holds: {@code 1 − ε_low ≤ w ≤ 1 + ε_high}, or {@code A ≥
 * 0} and {@code w ≤ 1 − outer_low}, or {@code A ≤ 0} and {@code w ≥ 1 + outer_high}. A token far out that is being
 * called back counts; one that has just left does not. REC-Ring, arXiv:2509.24203, where it is a mask without an
 * importance weight.
 */
public final class RingCondition implements Condition {

    /**
     * The interval, and where the outer regions begin.
     *
     * @param epsilonLow room below 1, in (0, 1]
     * @param epsilonHigh room above 1, above 0
     * @param outerLow distance below 1 from which a token with {@code A ≥ 0} counts again, in [epsilonLow, 1]
     * @param outerHigh distance above 1 from which a token with {@code A ≤ 0} counts again, at least epsilonHigh
     */
    public record Config(double epsilonLow, double epsilonHigh, double outerLow, double outerHigh) {

        /** The default arguments of the authors' code. */
        public static final Config DEFAULT = new Config(0.2, 0.2, 0.6, 2);

        /** Checks the ranges. */
        public Config {
            if (!(epsilonLow > 0 && epsilonLow <= outerLow && outerLow <= 1)) {
                throw new SettingException(
                        "epsilonLow",
                        "must be in (0, outer_low] and outer_low at most 1, got " + epsilonLow + " and " + outerLow);
            }
            if (!(epsilonHigh > 0 && epsilonHigh <= outerHigh)) {
                throw new SettingException(
                        "epsilonHigh", "must be in (0, outer_high], got " + epsilonHigh + " and " + outerHigh);
            }
        }
    }

    private final Config config;

    /**
     * A condition with holes.
     *
     * @param config where they are
     */
    public RingCondition(Config config) {
        this.config = config;
    }

    @Override
    public Violation test(Tensor logRatio, ObjectiveInputs inputs) {
        Scalar low = new Scalar(Math.log1p(-config.epsilonLow()));
        Scalar high = new Scalar(Math.log1p(config.epsilonHigh()));
        Scalar nothing = new Scalar(0.0);
        Tensor x = logRatio.detach().to(ScalarType.Double);
        Tensor advantages = inputs.tokenAdvantages();
        Tensor calledUp = advantages.ge(nothing).logical_and(x.le(new Scalar(Math.log1p(-config.outerLow()))));
        Tensor calledDown = advantages.le(nothing).logical_and(x.ge(new Scalar(Math.log1p(config.outerHigh()))));
        Tensor violated = x.lt(low)
                .logical_or(x.gt(high))
                .logical_and(calledUp.logical_or(calledDown).logical_not());
        Tensor nearest = x.clamp_min(low).clamp_max(high);
        Tensor clipped = nearest.where(violated, x).exp();
        return new Violation(violated, x, clipped.to(logRatio.scalar_type()), Optional.empty());
    }
}
