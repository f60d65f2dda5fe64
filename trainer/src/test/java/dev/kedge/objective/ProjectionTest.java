package dev.kedge.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.objective.WholeDistributions.Outcome;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The policy projected into a trust region around the old one. */
class ProjectionTest {

    private static final double EPSILON = 0.05;
    private static final Objective PROJECTED = ObjectiveCatalogue.objective(PresetText.objective(
            "test", "response: {kind: projection, epsilon: " + EPSILON + "}", "aggregation: token-mean"));

    @Test
    void withinTheRegionThePolicyIsItsOwnProjection() {
        WholeDistributions policies = WholeDistributions.random(1, 0.1);
        assertThat(divergence(policies.now(), policies.old())).isLessThan(EPSILON);
        for (int token = 0; token < WholeDistributions.VOCABULARY; token++) {
            Outcome outcome = policies.evaluate(PROJECTED, token, 0.8);
            double w = policies.now()[token] / policies.old()[token];
            assertThat(outcome.loss()).isCloseTo(-0.8 * w, within(1e-14));
            for (int i = 0; i < WholeDistributions.VOCABULARY; i++) {
                double expected = -0.8 * w * ((i == token ? 1 : 0) - policies.now()[i]);
                assertThat(outcome.gradient()[i]).isCloseTo(expected, within(1e-14));
            }
        }
    }

    @Test
    void outsideItTheRatiosAreThoseOfAMixtureAtTheEdge() {
        WholeDistributions policies = WholeDistributions.random(2, 2);
        double[] old = policies.old();
        assertThat(divergence(policies.now(), old)).isGreaterThan(EPSILON);
        // The losses at A = −1 are the ratios π_proj/π_old.
        double[] projected = IntStream.range(0, old.length)
                .mapToDouble(token -> policies.evaluate(PROJECTED, token, -1).loss() * old[token])
                .toArray();
        assertThat(IntStream.range(0, old.length).mapToDouble(i -> projected[i]).sum())
                .isCloseTo(1, within(1e-13));
        assertThat(divergence(projected, old)).isCloseTo(EPSILON, within(1e-13));
        // log π_proj = (log π + η·log π_old)/(1 + η) + c: one η from any two tokens.
        double share = share(policies, projected, 0, 1);
        assertThat(share).isBetween(0.0, 1.0);
        for (int token = 2; token < old.length; token++) {
            assertThat(share(policies, projected, 0, token)).isCloseTo(share, within(1e-10));
        }
    }

    /** s = 1/(1 + η) by {@code log(π_proj/π_old) = s·log(π/π_old) + c} at two tokens. */
    private static double share(WholeDistributions policies, double[] projected, int a, int b) {
        double[] now = policies.now();
        double[] old = policies.old();
        return (Math.log(projected[a] / old[a]) - Math.log(projected[b] / old[b]))
                / (Math.log(now[a] / old[a]) - Math.log(now[b] / old[b]));
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 3, 4, 5})
    void theGradientIsTheSlopeOfTheLoss(long seed) {
        WholeDistributions policies = WholeDistributions.random(seed, 1.5);
        assertThat(divergence(policies.now(), policies.old())).isGreaterThan(EPSILON);
        double h = 1e-5;
        for (int token = 0; token < WholeDistributions.VOCABULARY; token++) {
            double[] gradient = policies.evaluate(PROJECTED, token, 1.3).gradient();
            for (int i = 0; i < WholeDistributions.VOCABULARY; i++) {
                double above =
                        policies.moved(i, h).evaluate(PROJECTED, token, 1.3).loss();
                double below =
                        policies.moved(i, -h).evaluate(PROJECTED, token, 1.3).loss();
                // h² of a third derivative of the order of 10, and the rounding 1e-15/h.
                assertThat(gradient[i]).isCloseTo((above - below) / (2 * h), within(2e-9));
            }
        }
    }

    @Test
    void itIsContinuousAtTheEdge() {
        // Logits on the way from the old policy to another: s = 1 where the divergence is just ε.
        WholeDistributions far = WholeDistributions.random(6, 1.5);
        double low = 0;
        double high = 1;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (divergence(between(far, middle).now(), far.old()) > EPSILON) {
                high = middle;
            } else {
                low = middle;
            }
        }
        double inside = between(far, low - 1e-7).evaluate(PROJECTED, 1, 1).loss();
        double outside = between(far, low + 1e-7).evaluate(PROJECTED, 1, 1).loss();
        assertThat(outside).isCloseTo(inside, within(1e-6));
    }

    private static WholeDistributions between(WholeDistributions far, double share) {
        double[] logits = IntStream.range(0, WholeDistributions.VOCABULARY)
                .mapToDouble(i -> far.oldLogits()[i] + share * (far.logits()[i] - far.oldLogits()[i]))
                .toArray();
        return new WholeDistributions(logits, far.oldLogits());
    }

    private static double divergence(double[] p, double[] q) {
        return IntStream.range(0, p.length)
                .mapToDouble(i -> p[i] * Math.log(p[i] / q[i]))
                .sum();
    }
}
