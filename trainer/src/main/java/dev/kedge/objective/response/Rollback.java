package dev.kedge.objective.response;

import dev.kedge.api.SettingException;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * A slope back: {@code g = −slope·w·A}. {@code where(acts, (1 + slope)·clip(w)·A − slope·w·A, w·A)}, continuous at the
 * bound. PPO-RB, Wang et al. 2019, arXiv:1903.07940, eq. 8; with a KL condition TR-PPO-RB. Where the worsening cap
 * acts, {@code g = 0}.
 */
public final class Rollback implements Response {

    /**
     * The slope.
     *
     * @param slope above 0
     */
    public record Config(double slope) {

        /** The published slope for MuJoCo. */
        public static final Config DEFAULT = new Config(0.3);

        /** Checks the range. */
        public Config {
            if (!(slope > 0) || Double.isInfinite(slope)) {
                throw new SettingException("slope", "must be > 0 and finite, got " + slope);
            }
        }
    }

    private final double slope;

    /**
     * A response.
     *
     * @param config how steep
     */
    public Rollback(Config config) {
        this.slope = config.slope();
    }

    @Override
    public Tensor surrogate(SurrogateTerms terms) {
        Tensor back = terms.clippedRatio()
                .mul(new Scalar(1 + slope))
                .sub(terms.ratio().mul(new Scalar(slope)));
        Tensor acting = terms.clippedRatio().where(terms.capped(), back);
        return terms.choose(acting, terms.ratio()).mul(terms.advantages());
    }
}
