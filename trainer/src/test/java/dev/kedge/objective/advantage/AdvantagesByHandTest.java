package dev.kedge.objective.advantage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.config.ConfigException;
import dev.kedge.objective.advantage.GroupMean.Deviation;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Every estimator on numbers small enough for paper. */
class AdvantagesByHandTest {

    private static final double TOLERANCE = 1e-12;

    @Test
    void deviations() {
        // Rewards 1, 0, 0, 0: mean ¼, squares 9/16 + 3/16 = ¾; sample √(¾/3) = ½, population √(¾/4) = √3/4.
        ScoredGroup group = ScoredGroup.ofRewards(1, 0, 0, 0);
        assertThat(first(groupMean(Deviation.NONE), group)).containsExactly(0.75);
        assertThat(first(groupMean(Deviation.SAMPLE), group)).containsExactly(1.5);
        are(first(groupMean(Deviation.POPULATION), group), Math.sqrt(3));
        // Over the step 1, 0, 0, 0, 1, 1, 1, 1: mean 5/8, squares 3·9/64 + 5·… = 15/8; √(15/8/7).
        List<ScoredGroup> step = List.of(group, ScoredGroup.ofRewards(1, 1, 1, 1));
        are(groupMean(Deviation.BATCH).advantages(step).get(0).get(0).values(), 0.75 / Math.sqrt(15.0 / 8 / 7));
    }

    @Test
    void theOptimalValueLiesBetweenTheMeanAndTheBest() {
        // β = ½: ½·log((e² + e⁰)/2) = ½·log 4.194528 = 0.7169.
        OptimalValue half = new OptimalValue(new OptimalValue.Config(0.5));
        are(
                all(half, ScoredGroup.ofRewards(1, 0)),
                1 - 0.5 * Math.log((Math.exp(2) + 1) / 2),
                -0.5 * Math.log((Math.exp(2) + 1) / 2));
        // A large β has the mean, a small one the best, also where e^(r/β) overflows; equal rewards exactly nothing.
        OptimalValue large = new OptimalValue(new OptimalValue.Config(1e6));
        // mean + variance/(2β) + …: 0.5 + 0.25/2e6.
        assertThat(all(large, ScoredGroup.ofRewards(1, 0))[0]).isCloseTo(0.5 - 1.25e-7, within(1e-9));
        OptimalValue small = new OptimalValue(new OptimalValue.Config(1e-4));
        are(all(small, ScoredGroup.ofRewards(1, 0)), 1e-4 * Math.log(2), 1e-4 * Math.log(2) - 1);
        assertThat(all(half, ScoredGroup.ofRewards(0.1, 0.1, 0.1))).containsExactly(0, 0, 0);
    }

    @Test
    void theMeanOfTheStepIsOneBaselineForAllPrompts() {
        // 1, 0 and 0, 0, of which one was not judged: mean 1/3.
        List<List<Advantage>> advantages =
                new BatchMean().advantages(List.of(ScoredGroup.ofRewards(1, Double.NaN), ScoredGroup.ofRewards(0, 0)));
        are(advantages.get(0).get(0).values(), 2.0 / 3);
        are(advantages.get(0).get(1).values(), 0);
        are(advantages.get(1).get(0).values(), -1.0 / 3);
        // It needs no second completion of a prompt.
        assertThat(new BatchMean().requirements()).isEmpty();
    }

    @Test
    void aGroupOfOneHasNoAdvantageOrItsReward() {
        ScoredGroup alone = ScoredGroup.ofRewards(3);
        assertThat(first(groupMean(Deviation.SAMPLE), alone)).containsExactly(0);
        assertThat(first(new LeaveOneOut(LeaveOneOut.Config.DEFAULT), alone)).containsExactly(0);
        // Compared with 0 at deviation 1: 3 / (1 + 0.5).
        GroupMean raw = new GroupMean(new GroupMean.Config(Deviation.SAMPLE, 0.5, GroupOfOne.REWARD));
        assertThat(first(raw, alone)).containsExactly(2);
        assertThat(raw.requirements()).isEmpty();
        assertThat(groupMean(Deviation.SAMPLE).requirements()).containsExactly(Requirement.GROUP);
    }

    @Test
    void leaveOneOutClipsBeforeThePenaltyAndWhitensAtTheEnd() {
        // 5 is clipped to 2, and 1 is paid for: 1. The other has 0: A = ±1.
        ScoredGroup group = ScoredGroup.of(
                List.of(ScoredRollout.of(5, 2).withPenalties(new double[] {0.75, 0.25}), ScoredRollout.of(0, 1)));
        LeaveOneOut.Config clipped =
                new LeaveOneOut.Config(OptionalDouble.empty(), OptionalDouble.of(2), false, GroupOfOne.ZERO);
        are(first(new LeaveOneOut(clipped), group), 1);
        // Whitened: mean 0, deviation √(2/1).
        LeaveOneOut.Config whitened =
                new LeaveOneOut.Config(OptionalDouble.empty(), OptionalDouble.of(2), true, GroupOfOne.ZERO);
        are(first(new LeaveOneOut(whitened), group), 1 / (Math.sqrt(2) + 1e-4));
    }

    @Test
    void returnsAreDiscountedAndPenaltiesPaidTokenByToken() {
        // γ = ½, reward 8, penalties 1, 2, 3: G_2 = 8 − 3 = 5, G_1 = −2 + 2.5 = 0.5, G_0 = −1 + 0.25 = −0.75.
        ScoredRollout rollout = ScoredRollout.of(8, 3).withPenalties(new double[] {1, 2, 3});
        assertThat(rollout.returns(0.5)).containsExactly(-0.75, 0.5, 5);
        assertThat(rollout.returns(1)).containsExactly(2, 3, 5);
        assertThat(rollout.total()).isEqualTo(2);
        // Two rollouts of returns (½, 1) and (0): mean ½, squares ½, variance ¼.
        List<Advantage> advantages = new DiscountedReturns(new DiscountedReturns.Config(0.5))
                .advantages(List.of(ScoredGroup.of(List.of(ScoredRollout.of(1, 2), ScoredRollout.of(0, 1)))))
                .get(0);
        double deviation = Math.sqrt(0.25 + 1e-8);
        are(advantages.get(0).values(), 0, 0.5 / deviation);
        are(advantages.get(1).values(), -0.5 / deviation);
    }

    @Test
    void longCompletionsCountForMoreInTheWhitenedGroupMean() {
        // r − ½ = ½ over 3 tokens and −½ over 1: mean ¼, squares 3/16 + 9/16 = ¾, variance ¼.
        ScoredGroup group = ScoredGroup.of(List.of(ScoredRollout.of(1, 3), ScoredRollout.of(0, 1)));
        are(
                all(new WhitenedGroupMean(WhitenedGroupMean.Config.DEFAULT), group),
                0.25 / Math.sqrt(0.25 + 1e-8),
                -0.75 / Math.sqrt(0.25 + 1e-8));
    }

    @Test
    void theGreedyCompletionIsTheBaseline() {
        ScoredGroup group = new ScoredGroup(
                List.of(ScoredRollout.of(1, 2).withPenalties(new double[] {0.5, 0.25})),
                new double[0],
                OptionalDouble.of(0.25));
        // G = (1 − 0.75, 1 − 0.25) less 0.25.
        are(first(new GreedyBaseline(), group), 0, 0.5);
        assertThatThrownBy(() -> first(new GreedyBaseline(), ScoredGroup.ofRewards(1)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void longCompletionsCountForMoreInTheBaseline() {
        // (3·1 + 1·0) / 4 = ¾.
        ScoredGroup group = ScoredGroup.of(List.of(ScoredRollout.of(1, 3), ScoredRollout.of(0, 1)));
        are(all(new LengthWeightedMean(LengthWeightedMean.Config.DEFAULT), group), 0.25, -0.75);
    }

    @Test
    void fewRewardsWeighMore() {
        // One of four rollouts is rewarded, α = 4; divided by 2: A = 4·(1 − ½)/2.
        List<ScoredGroup> step = List.of(ScoredGroup.ofRewards(1, 0), ScoredGroup.ofRewards(0, 0));
        List<List<Advantage>> advantages =
                new GroupPolicyGradient(new GroupPolicyGradient.Config(2, GroupOfOne.ZERO)).advantages(step);
        assertThat(advantages.get(0).get(0).values()).containsExactly(1);
        assertThat(advantages.get(1).get(0).values()).containsExactly(0);
    }

    @Test
    void onlyTheBestOfAGroupIsLearnedFrom() {
        PassAtK plain = new PassAtK(new PassAtK.Config(false, 0));
        assertThat(all(plain, ScoredGroup.ofRewards(0.25, 1, 0.5))).containsExactly(0, 0.5, 0);
        assertThat(all(plain, ScoredGroup.ofRewards(1, 0, 1))).containsExactly(0, 0, 0);
        assertThat(all(plain, ScoredGroup.ofRewards(Double.NaN, 1))).containsExactly(0, 0);
        // 1, 0: deviation √½.
        are(all(new PassAtK(new PassAtK.Config(true, 0)), ScoredGroup.ofRewards(1, 0)), Math.sqrt(2), 0);
    }

    @Test
    void rareSuccessesWeighOneOverTheirShare() {
        // Mean ¼: (1 − ¼)/¼ = 3 and −1.
        assertThat(all(new MaximumLikelihood(), ScoredGroup.ofRewards(1, 0, 0, 0)))
                .containsExactly(3, -1, -1, -1);
        assertThat(all(new MaximumLikelihood(), ScoredGroup.ofRewards(0, 0))).containsExactly(0, 0);
    }

    @Test
    void theRunningAverageFollowsRolloutByRollout() {
        // decay ½ from 0: 1 − 0, then b = ½: 1 − ½, then b = ¾: 0 − ¾.
        assertThat(all(new RunningAverage(new RunningAverage.Config(0.5)), ScoredGroup.ofRewards(1, 1, 0)))
                .containsExactly(1, 0.5, -0.75);
    }

    @Test
    void eachPartIsNormalizedBeforeTheyAreSummed() {
        // Parts (1, 0) and (100, 300): z = ±√½ and ∓√½ whatever their size, weights 1 and ½: s = ±√½/2, deviation ½.
        ScoredGroup group = new ScoredGroup(
                List.of(
                        ScoredRollout.of(51, 1).withParts(new double[] {1, 100}),
                        ScoredRollout.of(150, 1).withParts(new double[] {0, 300})),
                new double[] {1, 0.5},
                OptionalDouble.empty());
        NormalizedParts estimator = new NormalizedParts(new NormalizedParts.Config(0));
        are(all(estimator, group), Math.sqrt(0.5), -Math.sqrt(0.5));
        assertThat(all(groupMean(Deviation.SAMPLE), group)[0]).isNegative();
    }

    @Test
    void theBaselineOfATokenIsWeightedByTheEnergySoFar() {
        ScoredGroup group = ScoredGroup.of(List.of(
                ScoredRollout.of(1, 2).withEnergies(new double[] {1, 1}),
                ScoredRollout.of(0, 1).withEnergies(new double[] {3})));
        // Token 0: (1·1 + 0·3)/4 = ¼. Token 1 has the first rollout only: itself, or no baseline.
        OptimalTokenBaseline open = new OptimalTokenBaseline(new OptimalTokenBaseline.Config(true));
        assertThat(first(open, group)[0]).isCloseTo(0.75, within(1e-8));
        assertThat(first(open, group)[1]).isEqualTo(1);
        OptimalTokenBaseline closed = new OptimalTokenBaseline(new OptimalTokenBaseline.Config(false));
        assertThat(first(closed, group)[1]).isCloseTo(0, within(1e-8));
    }

    @Test
    void namesAndSettingsThatAreWrongAreRefused() {
        assertThatThrownBy(() -> WantedAdvantages.of("advantage: rlo"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("advantage.kind")
                .hasMessageContaining("leave-one-out");
        assertThatThrownBy(
                        () -> WantedAdvantages.of("advantage: {kind: leave-one-out, min_reward: 1.0, max_reward: 0.5}"))
                .hasMessageContaining("advantage.max_reward must be >= min_reward, which is 1.0, got 0.5");
        assertThatThrownBy(() -> WantedAdvantages.of("{advantage: gdpo, reward_penalty: k1}"))
                .hasMessageContaining("reward_penalty must be none");
        assertThatThrownBy(() ->
                        WantedAdvantages.of("{advantage: remax, reward_penalty: {kind: k1, adaptive: {target: 0.0}}}"))
                .hasMessageContaining("reward_penalty.adaptive.target must be > 0");
    }

    private static GroupMean groupMean(Deviation deviation) {
        return new GroupMean(new GroupMean.Config(deviation, 0));
    }

    /** The values of the first rollout. */
    private static double[] first(AdvantageEstimator estimator, ScoredGroup group) {
        return estimator.advantages(List.of(group)).get(0).get(0).values();
    }

    /** One value per rollout. */
    private static double[] all(AdvantageEstimator estimator, ScoredGroup group) {
        return estimator.advantages(List.of(group)).get(0).stream()
                .flatMapToDouble(advantage -> Arrays.stream(advantage.values()))
                .toArray();
    }

    private static void are(double[] actual, double... expected) {
        Golden.areEqual(actual, expected, TOLERANCE);
    }
}
