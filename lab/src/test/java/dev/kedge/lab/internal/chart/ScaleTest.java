package dev.kedge.lab.internal.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.lab.internal.chart.Scale.Tick;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleTest {

    private static List<String> labels(Scale scale) {
        return scale.ticks().stream().map(Tick::label).toList();
    }

    @Test
    void linearTicksAreRoundNumbersWithinTheScale() {
        assertThat(labels(Scale.linear(0, 1))).containsExactly("0", "0.2", "0.4", "0.6", "0.8", "1");
        assertThat(labels(Scale.linear(-0.11, 0.12))).containsExactly("−0.1", "−0.05", "0", "0.05", "0.1");
        assertThat(labels(Scale.linear(0, 12))).containsExactly("0", "2", "4", "6", "8", "10", "12");
    }

    @Test
    void logarithmicTicksAreDecadesAndBetweenThemTwoAndFive() {
        assertThat(labels(Scale.log(0.1, 1))).containsExactly("0.1", "0.2", "0.5", "1");
        // Over many decades only the powers of ten are written; the lines between them stay.
        assertThat(labels(Scale.log(0.001, 1))).containsExactly("0.001", "", "", "0.01", "", "", "0.1", "", "", "1");
    }

    @Test
    void positionsRunFromZeroToOne() {
        assertThat(Scale.linear(-1, 3).position(0)).isEqualTo(0.25);
        assertThat(Scale.log(0.001, 10).position(0.1)).isCloseTo(0.5, within(1e-15));
        assertThat(Scale.log(0.001, 10).position(0)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void aScaleAroundSeriesHoldsThemAndTheirBands() {
        Series series = Series.line(
                        "", Stroke.solid(Palette.BLUE), new double[] {0, 1, 2}, new double[] {1, Double.NaN, 3})
                .band(new double[] {-1, 0, 0}, new double[] {4, 4, 5});
        Scale scale = Scale.around(List.of(series));
        assertThat(scale.low()).isLessThan(-1);
        assertThat(scale.high()).isGreaterThan(5);
        // Where nothing is negative and zero is near, zero is the beginning.
        Series positive = Series.line("", Stroke.solid(Palette.BLUE), new double[] {0, 1}, new double[] {0.1, 3});
        assertThat(Scale.around(List.of(positive)).low()).isZero();
    }

    @Test
    void impossibleScalesAreRefused() {
        assertThatThrownBy(() -> Scale.linear(1, 1)).hasMessageContaining("low < high");
        assertThatThrownBy(() -> Scale.log(0, 1)).hasMessageContaining("low < high");
    }
}
