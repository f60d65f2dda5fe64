package dev.kedge.divergence.probability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.divergence.GoldenFile;
import dev.kedge.divergence.HighPrecision;
import dev.kedge.divergence.LogInterval;
import dev.kedge.divergence.ProbabilityCondition;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Intervals around an old probability against values computed with 80 digits by other code. */
final class BinaryBoundsGoldenTest {

    /** README: double code should reach a relative 1e-14. */
    private static final double TOLERANCE = 1e-14;

    /** The fixture has 45 digits. */
    private static final BigDecimal ALMOST_ONE = BigDecimal.ONE.subtract(BigDecimal.ONE.movePointLeft(40));

    private final Map<String, Integer> compared = new TreeMap<>();
    private final Map<String, Double> worst = new TreeMap<>();

    @Test
    void intervalsAgreeWithEightyDigitValues() {
        JsonNode rows = GoldenFile.read("binary_kl_bounds.json").get("rows");
        for (JsonNode row : rows) {
            BigDecimal p = new BigDecimal(row.get("p").asString());
            double delta = Double.parseDouble(row.get("delta").asString());
            // Not Math.log(p): of a p near 1, such as 0.999999, a double has lost ten digits of 1 - p.
            double logP = HighPrecision.log(p).doubleValue();
            String where = " at p = " + p + ", delta = " + delta;
            check(new BinaryKl(delta), p, logP, row.get("forward"), "forward" + where);
            check(new BinaryReverseKl(delta), p, logP, row.get("reverse"), "reverse" + where);
            check(new BinaryTotalVariation(delta, delta), p, logP, row.get("tv"), "tv" + where);
        }
        System.out.println("binary_kl_bounds.json: " + rows.size() + " of " + rows.size()
                + " rows ran, none left out; numbers compared: " + compared + "; largest relative errors: " + worst);
        assertThat(rows.size()).isPositive();
    }

    private void check(ProbabilityCondition condition, BigDecimal p, double logP, JsonNode expected, String where) {
        LogInterval interval = condition.interval(logP);
        String writtenLow = expected.get("w_low").asString();
        double low = Double.parseDouble(writtenLow);
        if (writtenLow.matches("0(\\.0*)?")) {
            // Not always exactly: where delta = p, the bound of the tv is what rounding leaves of 1 - delta/p.
            assertThat(interval.low()).as(where).isLessThan(TOLERANCE);
        } else if (low > Double.MIN_NORMAL) {
            agree(
                    interval.low(),
                    number(expected, "w_low"),
                    TOLERANCE * amplification(condition, logP, interval.logLow()),
                    "w_low " + where);
        }
        BigDecimal high = number(expected, "w_high");
        if (high.multiply(p).compareTo(ALMOST_ONE) >= 0) {
            // No ratio exceeds 1/p: whether a bound is said to be there or above is a matter of taste.
            assertThat(interval.logHigh()).as(where).isGreaterThanOrEqualTo(-logP * (1 - TOLERANCE));
        } else {
            double tolerance = TOLERANCE * amplification(condition, logP, interval.logHigh());
            agree(interval.high(), high, tolerance, "w_high " + where);
        }
        if (expected.has("ln_w_low")) {
            agree(interval.logLow(), number(expected, "ln_w_low"), TOLERANCE, "ln_w_low " + where);
            agree(interval.logHigh(), number(expected, "ln_w_high"), TOLERANCE, "ln_w_high " + where);
        }
        if (expected.has("one_minus_p_high")) {
            BigDecimal rest = number(expected, "one_minus_p_high");
            // 1 - q = -expm1(log p + log w): the two logarithms cancel as q nears 1, which leaves their last places.
            double lastPlaces = 2 * (Math.ulp(logP) + Math.ulp(interval.logHigh())) / rest.doubleValue();
            if (lastPlaces < 1) {
                double actual = -Math.expm1(logP + interval.logHigh());
                agree(actual, rest, TOLERANCE + lastPlaces, "one_minus_p_high " + where);
            }
        }
    }

    /**
     * How much of a last place of log w or of δ shows in w: {@code |log w|}, and {@code δ/D'(log w)}, which is large
     * where the reverse divergence is about to lose its bound and hardly changes any more.
     */
    private static double amplification(ProbabilityCondition condition, double logP, double logRatio) {
        double step = 1e-4 * logRatio;
        double slope = (condition.threshold() - condition.divergence(logP, logRatio - step)) / step;
        return Math.max(1, Math.max(Math.abs(logRatio), condition.threshold() / Math.abs(slope)));
    }

    private void agree(double actual, BigDecimal expected, double tolerance, String where) {
        double error = GoldenFile.relativeError(actual, expected);
        assertThat(error).as(where + ": " + actual + " for " + expected).isLessThanOrEqualTo(tolerance);
        String what = where.substring(where.indexOf(' ') + 1, where.indexOf(" at "));
        compared.merge(what + " " + where.substring(0, where.indexOf(' ')), 1, Integer::sum);
        worst.merge(what + " " + where.substring(0, where.indexOf(' ')), error, Math::max);
    }

    private static BigDecimal number(JsonNode node, String name) {
        String written = node.get(name).asString();
        // Below 1e-324 exponents may be beyond even a BigDecimal's.
        return Double.parseDouble(written) == 0 ? BigDecimal.ZERO : new BigDecimal(written);
    }
}
