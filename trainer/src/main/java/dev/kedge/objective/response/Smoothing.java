package dev.kedge.objective.response;

import dev.kedge.api.SettingException;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * The policy mixed with the old one, {@code π̃ = (1 − α)·π_θ + α·π_old}, hence {@code w̃ = (1 − α)·w + α} in place of
 * w: {@code g = (1 − α)·w·A}, {@code 0} where the condition acts. On-policy g is {@code (1 − α)·A}. PSPO,
 * arXiv:2509.21282. A condition on w̃ with the bounds [l, u] is one on w with {@code [(l − α)/(1 − α), (u − α)/(1 −
 * α)]}.
 */
public final class Smoothing implements Response {

    /**
     * The share of the old policy that is mixed in.
     *
     * @param alpha α, in (0, 1)
     */
    public record Config(double alpha) {

        /** A tenth; the published value could not be checked. */
        public static final Config DEFAULT = new Config(0.1);

        /** Checks the range. */
        public Config {
            if (!(alpha > 0 && alpha < 1)) {
                throw new SettingException("alpha", "must be in (0, 1), got " + alpha);
            }
        }
    }

    private final double alpha;

    /**
     * A response.
     *
     * @param config how much of the old policy is mixed in
     */
    public Smoothing(Config config) {
        this.alpha = config.alpha();
    }

    @Override
    public Tensor surrogate(SurrogateTerms terms) {
        Tensor ratio = terms.choose(terms.clippedRatio(), terms.ratio());
        return ratio.mul(new Scalar(1 - alpha)).add(new Scalar(alpha)).mul(terms.advantages());
    }
}
