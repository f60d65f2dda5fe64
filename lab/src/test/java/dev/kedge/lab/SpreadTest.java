package dev.kedge.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void meanErrorAndRangeByHand() {
        // mean 3; squares 4 + 1 + 0 + 1 + 4 = 10, sample variance 2.5, over 5: 0.5
        Spread spread = Spread.of(1, 2, 3, 4, 5);
        assertThat(spread.mean()).isEqualTo(3);
        assertThat(spread.standardError()).isCloseTo(Math.sqrt(0.5), within(1e-15));
        assertThat(spread.low()).isEqualTo(1);
        assertThat(spread.high()).isEqualTo(5);
        assertThat(spread.text(1)).isEqualTo("3.0 (1.0 … 5.0)");
        assertThat(spread.times(10).signed(0)).isEqualTo("+30 ± 7 (+10 … +50)");
    }

    @Test
    void zeroHasNoMinusSign() {
        assertThat(Spread.number(-0.0004, 3)).isEqualTo("0.000");
        assertThat(Spread.number(-0.0006, 3)).isEqualTo("−0.001");
        assertThat(Spread.signed(-0.0004, 3)).isEqualTo("+0.000");
        assertThat(Spread.signed(-0.0006, 3)).isEqualTo("−0.001");
    }

    @Test
    void aCrossingIsFound() {
        assertThat(Grid.crossing(x -> x * x, 2, 1e-3, 1e3)).isCloseTo(Math.sqrt(2), within(1e-14));
    }
}
