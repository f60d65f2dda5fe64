package dev.kedge.objective.condition;

import dev.kedge.api.SettingException;
import dev.kedge.objective.input.Positions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A cap that depends on where a token stands: {@code c = exp(high·t^power)} for the t-th counted token of its sequence.
 * CTPO's dual cap, arXiv:2605.07331, which is its upper bound.
 */
public final class PositionCap implements WorseningCap {

    /**
     * The cap as a recipe writes it.
     *
     * @param high its logarithm at the first token, above 0
     * @param power of the position
     */
    public record Config(double high, double power) {

        /** CTPO's. */
        public static final Config DEFAULT = new Config(0.05, 0.5);

        /** Checks the ranges. */
        public Config {
            if (!(high > 0)) {
                throw new SettingException("high", "must be > 0, got " + high);
            }
            if (Double.isNaN(power) || Double.isInfinite(power)) {
                throw new SettingException("power", "must be finite, got " + power);
            }
        }
    }

    private final Config config;

    /**
     * A cap on the worsening side.
     *
     * @param config the cap
     */
    public PositionCap(Config config) {
        this.config = config;
    }

    @Override
    public boolean looksAtSequence() {
        return true;
    }

    @Override
    public Tensor acts(Tensor logRatio, Tensor advantages, Tensor mask) {
        Tensor beyond = logRatio.detach().to(ScalarType.Double).gt(logCap(mask));
        return beyond.logical_and(advantages.lt(new Scalar(0.0)));
    }

    @Override
    public Tensor cap(Tensor ratio, Tensor acts, Tensor mask) {
        return logCap(mask).exp().to(ratio.scalar_type()).where(acts, ratio);
    }

    private Tensor logCap(Tensor mask) {
        return Positions.of(mask).pow(new Scalar(config.power())).mul(new Scalar(config.high()));
    }
}
