package dev.kedge.objective.response;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * A weight shaped like a gamma density: {@code g = φ(w)·A} with {@code φ(w) = w^k·e^{λ(1 − w)}}, largest at {@code w =
 * k/λ}; k and λ depend on the sign of A. {@code sg(φ(w))·A·log π_θ}. VESPO, arXiv:2602.10693, with w the product over
 * the sequence.
 */
public final class GammaGate implements Response {

    /** The range in which log w is taken, that of the authors. */
    private static final double MIN_LOG_RATIO = Math.log(1e-8);

    private static final double MAX_LOG_RATIO = 20;

    /**
     * The shape of the gate.
     *
     * @param kPositive k where {@code A ≥ 0}
     * @param lambdaPositive λ where {@code A ≥ 0}
     * @param kNegative k where {@code A < 0}
     * @param lambdaNegative λ where {@code A < 0}
     */
    public record Config(double kPositive, double lambdaPositive, double kNegative, double lambdaNegative) {

        /** The published shape. */
        public static final Config DEFAULT = new Config(2, 3, 3, 2);

        /** Checks the range. */
        public Config {
            for (double value : new double[] {kPositive, lambdaPositive, kNegative, lambdaNegative}) {
                if (!(value >= 0) || Double.isInfinite(value)) {
                    throw new IllegalArgumentException("k and lambda must be >= 0 and finite, got " + value);
                }
            }
        }
    }

    private final Config config;

    /**
     * A response.
     *
     * @param config the shape of the gate
     */
    public GammaGate(Config config) {
        this.config = config;
    }

    @Override
    public Tensor surrogate(SurrogateTerms terms) {
        Tensor advantages = terms.advantages();
        Tensor negative = advantages.lt(new Scalar(0.0));
        Tensor x = terms.ratio()
                .detach()
                .log()
                .clamp_min(new Scalar(MIN_LOG_RATIO))
                .clamp_max(new Scalar(MAX_LOG_RATIO));
        Tensor phi = gate(x, config.kNegative(), config.lambdaNegative())
                .where(negative, gate(x, config.kPositive(), config.lambdaPositive()));
        return phi.mul(advantages).mul(terms.logprobs());
    }

    private static Tensor gate(Tensor x, double k, double lambda) {
        Tensor room = x.expm1().neg().mul(new Scalar(lambda));
        return x.mul(new Scalar(k)).add(room).exp();
    }

    @Override
    public boolean heedsCondition() {
        return false;
    }
}
