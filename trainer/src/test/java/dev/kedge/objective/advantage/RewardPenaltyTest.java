package dev.kedge.objective.advantage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.objective.advantage.RewardPenalty.Adaptive;
import dev.kedge.objective.advantage.RewardPenalty.Estimator;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RewardPenaltyTest {

    @Test
    void estimatesByHand() {
        // d = log 2: the reference finds the token half as likely.
        double d = Math.log(2);
        assertThat(fixed(Estimator.K1).estimate(d)).isEqualTo(d);
        assertThat(fixed(Estimator.K2).estimate(d)).isCloseTo(0.2402265069591007, within(1e-15));
        assertThat(fixed(Estimator.K3).estimate(d)).isCloseTo(0.5 - 1 + d, within(1e-15));
        assertThat(fixed(Estimator.ABS).estimate(-d)).isEqualTo(d);
        // d²/2 − d³/6 at d = 1e-9; e^−d − 1 + d computed term by term has no digit left there.
        assertThat(fixed(Estimator.K3).estimate(1e-4)).isCloseTo(4.9998333e-9, within(1e-15));
    }

    @Test
    void theControllerMovesTheCoefficientTowardsItsTarget() {
        RewardPenalty penalty =
                new RewardPenalty(Estimator.K1, new RewardPenalty.Config(0.5, Optional.of(new Adaptive(0.1, 100))));
        penalty.adapt(0.11, 10); // 10% too far: 0.5·(1 + 0.1·10/100)
        assertThat(penalty.coefficient()).isCloseTo(0.505, within(1e-15));
        penalty.adapt(7, 10); // bounded: ·(1 + 0.2·10/100)
        assertThat(penalty.coefficient()).isCloseTo(0.505 * 1.02, within(1e-15));
        penalty.adapt(0, 10);
        assertThat(penalty.coefficient()).isCloseTo(0.505 * 1.02 * 0.98, within(1e-15));

        RewardPenalty resumed =
                new RewardPenalty(Estimator.K1, new RewardPenalty.Config(0.5, Optional.of(new Adaptive(0.1, 100))));
        resumed.resume(penalty.state());
        assertThat(resumed.coefficient()).isEqualTo(penalty.coefficient());
    }

    @Test
    void withoutAControllerTheCoefficientStays() {
        RewardPenalty penalty = fixed(Estimator.K1);
        penalty.adapt(7, 10);
        assertThat(penalty.coefficient()).isEqualTo(0.5);
        assertThat(penalty.state()).isEmpty();
    }

    private static RewardPenalty fixed(Estimator estimator) {
        return new RewardPenalty(estimator, new RewardPenalty.Config(0.5, Optional.empty()));
    }
}
