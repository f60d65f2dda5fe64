package dev.kedge.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.divergence.LogInterval;
import dev.kedge.divergence.catalogue.Match;
import dev.kedge.divergence.theory.OneTokenUpdate;
import dev.kedge.divergence.theory.SoftmaxPolicy;
import dev.kedge.lab.Outcome.Measure;
import dev.kedge.lab.Problem.Goal;
import dev.kedge.lab.Problem.Start;
import org.junit.jupiter.api.Test;

/** The conclusions of docs/theory.md: they hold for every one of its seeds, or in the mean where it says so. */
class ClaimsTest {

    private static final OneTokenUpdate SYMMETRIC = new OneTokenUpdate(LogInterval.aroundOne(0.2, 0.2));

    @Test
    void ofOneTokenJudgedByACoinKl3LetsMoreMassDriftToTheLikeliestActionAtEverySize() {
        for (Match match : Matched.ALL) {
            OneTokenUpdate kl3 = new OneTokenUpdate(Matched.of("kl3", match).interval());
            for (long seed = 1; seed <= Trials.SEEDS; seed++) {
                for (Start start : new Start[] {Start.PEAKED, Start.LONG_TAILED}) {
                    SoftmaxPolicy policy = start.policy(seed);
                    int mode = policy.mode();
                    assertThat(kl3.drift(policy)[mode]).isGreaterThan(SYMMETRIC.drift(policy)[mode]);
                }
            }
        }
    }

    @Test
    void ofOneTokenJudgedByACoinKl3CostsEntropyAtEqualLowerBoundAndWidth() {
        for (Match match : new Match[] {Matched.LOW, Matched.WIDTH}) {
            OneTokenUpdate kl3 = new OneTokenUpdate(Matched.of("kl3", match).interval());
            for (long seed = 1; seed <= Trials.SEEDS; seed++) {
                SoftmaxPolicy policy = Start.PEAKED.policy(seed);
                assertThat(kl3.entropyDrift(policy)).isLessThan(SYMMETRIC.entropyDrift(policy));
                assertThat(SYMMETRIC.entropyDrift(policy)).isNegative();
            }
        }
    }

    @Test
    void withARareRightActionSizeDecides() {
        Trials symmetric = Trials.of(Start.PEAKED, Goal.RARE, Contender.SYMMETRIC.condition());
        Spread narrower = kl3(Goal.RARE, Matched.HIGH).beyond(symmetric, Measure.REWARD);
        Spread wider = kl3(Goal.RARE, Matched.LOW).beyond(symmetric, Measure.REWARD);
        assertThat(narrower.high()).isNegative();
        assertThat(wider.low()).isPositive();
    }

    @Test
    void everySeedIsComparedWithItself() {
        Trials symmetric = Trials.of(Start.FLAT, Goal.HALF, Contender.SYMMETRIC.condition());
        for (Measure measure : Measure.values()) {
            Spread nothing = symmetric.beyond(symmetric, measure);
            assertThat(nothing).isEqualTo(new Spread(0, 0, 0, 0));
        }
    }

    @Test
    void calibrationGivesTheKlOfTheSymmetricInterval() {
        Bench bench = new Bench();
        double delta = bench.thresholdAtEqualKl(Start.PEAKED, Goal.CONFIDENT, "kl3");
        Spread reference = bench.trials(Start.PEAKED, Goal.CONFIDENT, Contender.SYMMETRIC.condition())
                .spread(Measure.KL_PER_ROUND);
        Spread calibrated = bench.trials(Start.PEAKED, Goal.CONFIDENT, Bench.condition("kl3", delta))
                .spread(Measure.KL_PER_ROUND);
        // a relative 3e-4 of δ, and the divergence grows about as δ
        assertThat(calibrated.mean()).isCloseTo(reference.mean(), within(1e-3 * reference.mean()));
    }

    private static Trials kl3(Goal goal, Match match) {
        return Trials.of(Start.PEAKED, goal, Contender.of("kl3", match).condition());
    }
}
