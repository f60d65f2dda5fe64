package dev.kedge.divergence.estimator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.divergence.GoldenFile;
import dev.kedge.divergence.ratio.AbsoluteKl1;
import dev.kedge.divergence.ratio.Jeffreys;
import dev.kedge.divergence.ratio.JensenShannon;
import dev.kedge.divergence.ratio.NeymanChiSquare;
import dev.kedge.divergence.ratio.PearsonChiSquare;
import dev.kedge.divergence.ratio.RatioMeasure;
import dev.kedge.divergence.ratio.ReverseKl;
import dev.kedge.divergence.ratio.SquaredHellinger;
import dev.kedge.divergence.ratio.TotalVariation;
import java.math.BigDecimal;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Exact moments, divergences and expected gradients against 30-digit values. The file's q is S here, its p is O. */
final class KlEstimatorsGoldenTest {

    /**
     * Closed forms and sums of a few terms; the decimal inputs are rounded to doubles, which cancellation magnifies.
     */
    private static final double TOLERANCE = 1e-13;

    /** The mean of φ(O/S) over samples of S, scaled to the file's divergence. */
    private static final Map<String, RatioMeasure> DIVERGENCES = Map.of(
            "kl_p_q", new ReverseKl(),
            "chi2_p_q", new PearsonChiSquare().scaled(2),
            "chi2_q_p", new NeymanChiSquare().scaled(2),
            "tv", new TotalVariation(),
            "hellinger_sq_sum_(sqrt p-sqrt q)^2", new SquaredHellinger().scaled(0.5),
            "js", new JensenShannon().scaled(0.25),
            "jeffreys", new Jeffreys().scaled(2));

    private double worst;

    @Test
    void momentsAgreeForEveryPair() {
        int ran = 0;
        for (JsonNode node : pairs()) {
            DistributionPair pair = pair(node);
            agree(pair.kl(), node.get("kl_q_p"), pair + " kl");
            agree(pair.swapped().kl(), node.get("kl_p_q"), pair + " kl of the other");
            for (KlEstimator estimator : KlEstimator.values()) {
                JsonNode expected = node.get(estimator.label());
                EstimatorMoments moments = pair.moments(estimator);
                String where = pair + " " + estimator;
                agree(moments.mean(), expected.get("mean"), where + " mean");
                agree(moments.bias(), expected.get("bias"), where + " bias");
                agree(moments.variance(), expected.get("variance"), where + " variance");
                agree(Math.sqrt(moments.variance()) / pair.kl(), expected.get("std_over_kl"), where + " std/kl");
                ran++;
            }
        }
        System.out.println(
                "kl_estimators.json: " + ran + " moments of k1, k2, k3 ran, none left out ('abs' is tested as"
                        + " a measure); largest relative error " + worst);
        assertThat(ran).isPositive();
    }

    @Test
    void meanOfEachMeasureIsItsDivergence() {
        int ran = 0;
        for (JsonNode node : pairs()) {
            if (!(pair(node) instanceof CategoricalPair pair)) {
                continue;
            }
            for (Map.Entry<String, RatioMeasure> entry : DIVERGENCES.entrySet()) {
                agree(pair.mean(entry.getValue()::phi), node.get(entry.getKey()), entry.getKey());
                ran++;
            }
            agree(pair.mean(new AbsoluteKl1()::phi), node.get("abs").get("mean"), "abs mean");
        }
        System.out.println("kl_estimators.json: " + ran + " divergences ran; largest relative error " + worst);
        assertThat(ran).isPositive();
    }

    @Test
    void differentiatingAnEstimateDescendsWhatItSays() {
        int ran = 0;
        for (JsonNode node : pairs()) {
            JsonNode gradients = node.get("grad_logits");
            if (gradients == null || !(pair(node) instanceof CategoricalPair pair)) {
                continue;
            }
            double[] sampled = decimals(node.get("q"));
            for (KlEstimator estimator : KlEstimator.values()) {
                String label = estimator.label();
                // S carries the gradient: dx = -d log S, so the loss gradient is -slope(x) times the score.
                JsonNode asLoss = gradients.get("expected_grad_of_" + label + "_as_loss");
                agreeScores(pair, sampled, x -> -estimator.slope(x), asLoss, label + " as loss");
                JsonNode target = switch (estimator) {
                    case KL1 -> asLoss;
                    case KL2 -> gradients.get("true_grad_kl_q_p");
                    case KL3 -> gradients.get("true_grad_kl_p_q");
                };
                assertThat(asLoss).as(estimator.lossGradient()).isEqualTo(target);
                JsonNode inReward = gradients.get("expected_scorefunction_grad_of_" + label + "_in_reward");
                agreeScores(pair, sampled, estimator::value, inReward, label + " in reward");
                ran += 2;
            }
        }
        System.out.println("kl_estimators.json: " + ran + " expected gradients ran");
        assertThat(ran).isPositive();
    }

    /** {@code E[weight(x)·(1[a = j] - S_j)]} for every logit j. */
    private static void agreeScores(
            CategoricalPair pair, double[] sampled, DoubleUnaryOperator weight, JsonNode expected, String where) {
        double mean = pair.mean(weight);
        double[] other = decimals(expected);
        for (int j = 0; j < sampled.length; j++) {
            double logRatio = pair.logRatio(j);
            double actual = sampled[j] * (weight.applyAsDouble(logRatio) - mean);
            // Sums of terms up to 1 in absolute value: absolute tolerance.
            assertThat(Math.abs(actual - other[j])).as(where + " logit " + j).isLessThan(1e-15);
        }
    }

    private void agree(double actual, JsonNode expected, String where) {
        double error = GoldenFile.relativeError(actual, new BigDecimal(expected.asString()));
        assertThat(error).as(where + ": " + actual + " for " + expected).isLessThanOrEqualTo(TOLERANCE);
        worst = Math.max(worst, error);
    }

    private static Iterable<JsonNode> pairs() {
        return GoldenFile.read("kl_estimators.json").get("pairs");
    }

    private static DistributionPair pair(JsonNode node) {
        JsonNode q = node.get("q");
        JsonNode p = node.get("p");
        return switch (node.get("kind").asString()) {
            case "gaussian" ->
                new GaussianPair(
                        decimal(q.get("mean")), decimal(q.get("std")), decimal(p.get("mean")), decimal(p.get("std")));
            case "categorical" -> new CategoricalPair(decimals(q), decimals(p));
            default -> throw new IllegalStateException("unknown kind of pair: " + node.get("kind"));
        };
    }

    private static double[] decimals(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToDouble(KlEstimatorsGoldenTest::decimal)
                .toArray();
    }

    private static double decimal(JsonNode text) {
        return Double.parseDouble(text.asString());
    }
}
