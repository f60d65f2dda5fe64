package dev.kedge.divergence.ratio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.divergence.GoldenFile;
import dev.kedge.divergence.LogInterval;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Intervals against values computed with 80 digits by other code. */
final class RatioBoundsGoldenTest {

    /** The fixture's generators in our measures: the factor is their scale over the house scale φ''(1) = 1. */
    private static final Map<String, RatioMeasure> MEASURES = Map.ofEntries(
            Map.entry("kl3", new Kl3()),
            Map.entry("kl2", new Kl2()),
            Map.entry("kl1_abs", new AbsoluteKl1()),
            Map.entry("chi2", new PearsonChiSquare().scaled(2)),
            Map.entry("hellinger2", new SquaredHellinger().scaled(0.5)),
            Map.entry("hellinger2_half", new SquaredHellinger().scaled(0.25)),
            Map.entry("js", new JensenShannon().scaled(0.25)),
            Map.entry("js_full", new JensenShannon().scaled(0.5)),
            Map.entry("reverse_kl", new ReverseKl()),
            Map.entry("tv", new TotalVariation()),
            Map.entry("jeffreys", new Jeffreys().scaled(2)));

    @Test
    void intervalsAgreeWithEightyDigitValues() {
        JsonNode rows = GoldenFile.read("ratio_bounds.json").get("rows");
        Map<String, Integer> leftOut = new TreeMap<>();
        Map<String, Double> worst = new TreeMap<>();
        int ran = 0;
        for (JsonNode row : rows) {
            String generator = row.get("divergence").asString();
            Optional<RatioMeasure> measure = measure(generator);
            if (measure.isEmpty()) {
                leftOut.merge(generator, 1, Integer::sum);
                continue;
            }
            check(
                    measure.get(),
                    row,
                    generator + " at delta " + row.get("delta").asString(),
                    worst);
            ran++;
        }
        System.out.println("ratio_bounds.json: " + ran + " of " + rows.size()
                + " rows ran; left out, as no measure is known for the generator: " + leftOut
                + "; largest relative errors: " + worst);
        assertThat(ran).isPositive();
        if (GoldenFile.isOwnCopy()) {
            assertThat(leftOut).isEmpty();
        }
    }

    private static void check(RatioMeasure measure, JsonNode row, String where, Map<String, Double> worst) {
        LogInterval interval =
                measure.interval(Double.parseDouble(row.get("delta").asString()));
        boolean unboundedBelow = row.get("l_is_trivial_zero").asBoolean();
        assertThat(interval.logLow() == Double.NEGATIVE_INFINITY).as(where).isEqualTo(unboundedBelow);
        // The decimal delta is rounded to a double (1e-16), then a few roundings in Newton's last step.
        agree(interval.oneMinusLow(), row.get("one_minus_l"), 1e-14, where, worst);
        agree(interval.highMinusOne(), row.get("u_minus_one"), 1e-14, where, worst);
        agree(interval.low(), row.get("l"), 1e-14, where, worst);
        agree(interval.high(), row.get("u"), 1e-14, where, worst);
        agree(interval.logHigh(), row.get("ln_u"), 1e-14, where, worst);
        if (!unboundedBelow) {
            agree(interval.logLow(), row.get("ln_l"), 1e-14, where, worst);
        }
    }

    private static void agree(
            double actual, JsonNode expected, double tolerance, String where, Map<String, Double> worst) {
        double error = GoldenFile.relativeError(actual, new BigDecimal(expected.asString()));
        assertThat(error).as(where + ": " + actual + " for " + expected).isLessThanOrEqualTo(tolerance);
        worst.merge(where.substring(0, where.indexOf(' ')), error, Math::max);
    }

    private static Optional<RatioMeasure> measure(String generator) {
        if (generator.startsWith("alpha_")) {
            return Optional.of(new CressieRead(Double.parseDouble(generator.substring("alpha_".length()))));
        }
        return Optional.ofNullable(MEASURES.get(generator));
    }
}
