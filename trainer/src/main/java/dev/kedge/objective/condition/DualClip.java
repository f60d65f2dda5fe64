package dev.kedge.objective.condition;

import dev.kedge.api.SettingException;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * One cap for every token. Dual clip, Ye et al. 2020, arXiv:1912.09729, eq. 5 ({@code c = 3}); the two-sided clip of
 * INTELLECT-2, arXiv:2505.07291 ({@code δ = 4}), is the same for {@code δ} beyond the upper bound, which its paper asks
 * for.
 */
public final class DualClip implements WorseningCap {

    /**
     * The cap as a recipe writes it.
     *
     * @param cap the largest ratio that still counts, above 1
     */
    public record Config(double cap) {

        /** The published cap of the dual clip. */
        public static final Config DEFAULT = new Config(3);

        /** Checks the range. */
        public Config {
            if (!(cap > 1)) {
                throw new SettingException("cap", "must be > 1, got " + cap);
            }
        }
    }

    private final double cap;

    /**
     * A cap on the worsening side.
     *
     * @param config the cap
     */
    public DualClip(Config config) {
        this.cap = config.cap();
    }

    @Override
    public Tensor acts(Tensor logRatio, Tensor advantages, Tensor mask) {
        Tensor beyond = logRatio.detach().to(ScalarType.Double).gt(new Scalar(Math.log(cap)));
        return beyond.logical_and(advantages.lt(new Scalar(0.0)));
    }

    @Override
    public Tensor cap(Tensor ratio, Tensor acts, Tensor mask) {
        return ratio.masked_fill(acts, new Scalar(cap));
    }
}
