package dev.kedge.divergence.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SoftmaxPolicyTest {

    @Test
    void probabilitiesSumToOneHoweverLargeTheLogits() {
        for (SoftmaxPolicy policy : new SoftmaxPolicy[] {
            SoftmaxPolicy.ofLogits(0.3, -1, 2),
            SoftmaxPolicy.ofLogits(1000, 0, -1000),
            SoftmaxPolicy.ofLogits(1e6, 1e6 + 1).moved(new double[] {-3, 5}, 0.5)
        }) {
            double sum = IntStream.range(0, policy.size())
                    .mapToDouble(policy::probability)
                    .sum();
            assertThat(sum).isCloseTo(1, within(1e-15));
        }
    }

    @Test
    void entropyAndDivergencesByHand() {
        SoftmaxPolicy half = SoftmaxPolicy.ofWeights(1, 1);
        SoftmaxPolicy quarter = SoftmaxPolicy.ofWeights(1, 3);
        // -(1/2 log 1/2)·2 = log 2; -(1/4 log 1/4 + 3/4 log 3/4) = log 4 - 3/4 log 3
        assertThat(half.entropy()).isCloseTo(Math.log(2), within(1e-15));
        assertThat(quarter.entropy()).isCloseTo(Math.log(4) - 0.75 * Math.log(3), within(1e-15));
        // 1/2 log(1/2 : 1/4) + 1/2 log(1/2 : 3/4) = 1/2 log(2 · 2/3)
        assertThat(half.klTo(quarter)).isCloseTo(Math.log(4.0 / 3) / 2, within(1e-15));
        // (|1/4 - 1/2| + |3/4 - 1/2|)/2
        assertThat(half.totalVariation(quarter)).isCloseTo(0.25, within(1e-15));
        assertThat(quarter.mode()).isEqualTo(1);
        assertThat(quarter.mean(8, 4)).isCloseTo(5, within(1e-15));
    }

    @Test
    void whatIsNoPolicyIsRefused() {
        assertThatThrownBy(() -> SoftmaxPolicy.ofLogits(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got 1");
        assertThatThrownBy(() -> SoftmaxPolicy.ofLogits(0, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> SoftmaxPolicy.ofWeights(1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got 0");
    }
}
