package dev.kedge.objective.response;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * A gate in place of a bound: {@code (4/τ)·σ(τ(w − 1))·A}, hence {@code g = 4σ(1 − σ)·w·A = sech²(τ(w − 1)/2)·w·A},
 * half at {@code w − 1 = ±1.763/τ}. τ depends on the sign of A. SAPO, arXiv:2511.20347.
 */
public final class SoftGate implements Response {

    /**
     * The width of the gate.
     *
     * @param temperaturePositive τ where A > 0
     * @param temperatureNegative τ where A ≤ 0
     */
    public record Config(double temperaturePositive, double temperatureNegative) {

        /** The published temperatures. */
        public static final Config DEFAULT = new Config(1.0, 1.05);

        /** Checks the range. */
        public Config {
            if (!(temperaturePositive > 0) || !(temperatureNegative > 0)) {
                throw new IllegalArgumentException("temperature_positive and temperature_negative must be > 0, got "
                        + temperaturePositive + " and " + temperatureNegative);
            }
        }
    }

    private final Config config;

    /**
     * A response.
     *
     * @param config how narrow the gate is
     */
    public SoftGate(Config config) {
        this.config = config;
    }

    @Override
    public Tensor surrogate(SurrogateTerms terms) {
        Tensor advantages = terms.advantages();
        Tensor temperature = advantages
                .mul(new Scalar(0.0))
                .add(new Scalar(config.temperatureNegative()))
                .masked_fill(advantages.gt(new Scalar(0.0)), new Scalar(config.temperaturePositive()));
        Tensor gate = terms.ratio().sub(new Scalar(1.0)).mul(temperature).sigmoid();
        return gate.mul(new Scalar(4.0)).div(temperature).mul(advantages);
    }

    @Override
    public boolean heedsCondition() {
        return false;
    }
}
