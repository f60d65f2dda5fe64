package dev.kedge.divergence.ratio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.divergence.LogInterval;
import dev.kedge.divergence.catalogue.ConditionCatalogue;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables computed by other code: the bounds of ATR, and every measure calibrated to the same bound. */
final class PublishedTablesTest {

    @ParameterizedTest
    @CsvSource({
        "0.001, 0.955943, 1.045390",
        "0.0025, 0.930946, 1.072387",
        "0.005, 0.903305, 1.103361",
        "0.01, 0.865165, 1.148165",
        "0.017678, 0.823563, 1.200000",
        "0.02, 0.813105, 1.213550",
        "0.023144, 0.800000, 1.230840",
        "0.03, 0.774629, 1.265344",
        "0.033140, 0.764150, 1.280000",
        "0.04, 0.743171, 1.310115",
        "0.05, 0.716189, 1.350403",
        "0.1, 0.616817, 1.516221",
        "0.2, 0.493239, 1.772250",
        "0.5, 0.301710, 2.357677",
        "1.0, 0.158594, 3.146193"
    })
    void boundsOfAtr(double delta, double low, double high) {
        LogInterval interval = new Kl3().interval(delta);
        // Six decimals, and rows whose delta was itself rounded to six decimals: 5e-7·u/(u - 1) = 3e-6. The table's
        // u of 0.023144 is itself 2e-6 off: 80 digits give 1.2308422 for low = 0.8.
        assertThat(interval.low()).isCloseTo(low, within(5e-6));
        assertThat(interval.high()).isCloseTo(high, within(5e-6));
    }

    @ParameterizedTest
    @CsvSource({
        "chi2, 0.020000, 0.8000, 0.039200, 0.7200, 0.020000, 1.2000",
        "reverse-kl, 0.018786, 0.8125, 0.035981, 0.7440, 0.021485, 1.2143",
        "hellinger, 0.018220, 0.8182, 0.034517, 0.7545, 0.022291, 1.2223",
        "jensen-shannon, 0.018207, 0.8182, 0.034473, 0.7545, 0.022268, 1.2223",
        "le-cam, 0.018182, 0.8182, 0.034386, 0.7544, 0.022222, 1.2222",
        "jeffreys, 0.018232, 0.8182, 0.034560, 0.7546, 0.022314, 1.2223",
        "kl3, 0.017678, 0.8236, 0.033140, 0.7642, 0.023144, 1.2308",
        "kl2, 0.016621, 0.8333, 0.030470, 0.7813, 0.024897, 1.2500",
        "neyman, 0.016667, 0.8333, 0.030625, 0.7813, 0.025000, 1.2500"
    })
    void calibratedToTheSameBound(
            String name,
            double deltaOfHigh120,
            double lowOfHigh120,
            double deltaOfHigh128,
            double lowOfHigh128,
            double deltaOfLow080,
            double highOfLow080) {
        RatioMeasure measure = ((DivergenceBall) ConditionCatalogue.create(name, Map.of())).measure();
        assertThat(measure.thresholdForRatio(1.20)).isCloseTo(deltaOfHigh120, within(5.1e-7));
        assertThat(measure.thresholdForRatio(1.28)).isCloseTo(deltaOfHigh128, within(5.1e-7));
        assertThat(measure.thresholdForRatio(0.80)).isCloseTo(deltaOfLow080, within(5.1e-7));
        LogInterval matched120 = measure.interval(measure.thresholdForRatio(1.20));
        assertThat(matched120.high()).isCloseTo(1.20, within(1e-14));
        assertThat(matched120.low()).isCloseTo(lowOfHigh120, within(5.1e-5));
        assertThat(measure.interval(measure.thresholdForRatio(1.28)).low()).isCloseTo(lowOfHigh128, within(5.1e-5));
        assertThat(measure.interval(measure.thresholdForRatio(0.80)).high()).isCloseTo(highOfLow080, within(5.1e-5));
    }
}
