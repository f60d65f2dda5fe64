package dev.kedge.objective.response;

import dev.kedge.api.SettingException;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * A parabola in place of a bound: {@code w·A − |A|·(w − 1)²/(2ε)}, whose maximum lies at {@code w = 1 + sign(A)·ε}:
 * {@code g = w·(A − |A|(w − 1)/ε)}, a rollback beyond it and an amplified pull on the worsening side. SPO,
 * arXiv:2401.16025, eq. 12.
 */
public final class QuadraticPull implements Response {

    /**
     * The width of the parabola.
     *
     * @param epsilon ε, above 0
     */
    public record Config(double epsilon) {

        /** The published ε. */
        public static final Config DEFAULT = new Config(0.2);

        /** Checks the range. */
        public Config {
            if (!(epsilon > 0) || Double.isInfinite(epsilon)) {
                throw new SettingException("epsilon", "must be > 0 and finite, got " + epsilon);
            }
        }
    }

    private final double epsilon;

    /**
     * A response.
     *
     * @param config how wide the parabola is
     */
    public QuadraticPull(Config config) {
        this.epsilon = config.epsilon();
    }

    @Override
    public Tensor surrogate(SurrogateTerms terms) {
        Tensor square = terms.ratio().sub(new Scalar(1.0)).square().div(new Scalar(2 * epsilon));
        return terms.unclipped().sub(terms.advantages().abs().mul(square));
    }

    @Override
    public boolean heedsCondition() {
        return false;
    }
}
