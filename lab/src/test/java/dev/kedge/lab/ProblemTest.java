package dev.kedge.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.divergence.theory.SoftmaxPolicy;
import dev.kedge.lab.Problem.Goal;
import dev.kedge.lab.Problem.Start;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProblemTest {

    @Test
    void startsAreWhatTheyAreCalled() {
        for (long seed = 1; seed <= Trials.SEEDS; seed++) {
            SoftmaxPolicy peaked = Start.PEAKED.policy(seed);
            assertThat(peaked.probability(peaked.mode())).isBetween(0.55, 0.8);
            SoftmaxPolicy longTailed = Start.LONG_TAILED.policy(seed);
            assertThat(longTailed.mode()).isZero();
            assertThat(longTailed.probability(0)).isBetween(0.25, 0.5);
            // ln 20 = 2.996
            assertThat(Start.FLAT.policy(seed).entropy()).isGreaterThan(2.97);
        }
    }

    @Test
    void whatIsRightIsWhatTheGoalSays() {
        for (Start start : Start.values()) {
            SoftmaxPolicy policy = start.policy(3);
            double[] confident = Problem.of(start, Goal.CONFIDENT, 3).schedule().rewards(0);
            assertThat(confident[policy.mode()]).isEqualTo(1);
            assertThat(Arrays.stream(confident).sum()).isEqualTo(1);
            double[] rare = Problem.of(start, Goal.RARE, 3).schedule().rewards(0);
            int right = IntStream.range(0, rare.length)
                    .filter(action -> rare[action] == 1)
                    .findFirst()
                    .orElseThrow();
            long likelier = IntStream.range(0, rare.length)
                    .filter(action -> policy.probability(action) > policy.probability(right))
                    .count();
            assertThat(likelier).isEqualTo(14);
        }
    }

    @Test
    void coinsAreHalfOfTheActionsAndNewInEveryRound() {
        Problem noise = Problem.of(Start.FLAT, Goal.NOISE, 5);
        for (int round = 0; round < Trials.ROUNDS; round++) {
            assertThat(Arrays.stream(noise.schedule().rewards(round)).sum()).isEqualTo(Problem.ACTIONS / 2.0);
        }
        assertThat(noise.schedule().rewards(0)).isNotEqualTo(noise.schedule().rewards(1));
        assertThat(noise.schedule().rewards(1)).isEqualTo(noise.schedule().rewards(1));
        Problem half = Problem.of(Start.FLAT, Goal.HALF, 5);
        assertThat(half.schedule().rewards(0)).isEqualTo(half.schedule().rewards(7));
    }
}
