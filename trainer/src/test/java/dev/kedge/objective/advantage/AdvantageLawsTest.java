package dev.kedge.objective.advantage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.api.ForeignKinds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Laws of every advantage of the catalogue, and by name which do not obey and why. Rewards are random and distinct;
 * sums are of a few dozen numbers of the order of 1, so that float64 leaves 1e-12.
 */
class AdvantageLawsTest {

    private static final double TOLERANCE = 1e-12;
    private static final double[] WEIGHTS = {1, 0.5};

    /** Their baseline is not of the group, or is not a plain mean of it. */
    private static final Set<String> NOT_CENTRED_IN_GROUP = Set.of(
            "reinforce-plus-plus", // centred over the step
            "reinforce-plus-plus-baseline", // centred over the tokens of the step
            "remax", // the greedy completion's reward
            "opo", // centred if weighted by length
            "pass-at-k", // one winner, no loser
            "optimal-value", // the value of a better policy than the one sampled from
            "batch-mean", // centred over the step
            "running-average", // centred over time
            "optimal-token-baseline"); // centred if weighted by energy

    static Stream<String> names() {
        return AdvantageCatalogue.estimators(ForeignKinds.none()).names().stream();
    }

    static Stream<String> centredInGroup() {
        return names().filter(name -> !NOT_CENTRED_IN_GROUP.contains(name));
    }

    static Stream<String> unmovedByAConstant() {
        Set<String> moved = Set.of(
                "max-rl", // relative to the mean
                "gpg", // counts rewards that are not 0
                "running-average", // starts from 0
                "optimal-token-baseline"); // no baseline where a completion is alone
        return names().filter(name -> !moved.contains(name));
    }

    @ParameterizedTest
    @MethodSource("centredInGroup")
    void advantagesOfAGroupSumToZero(String name) {
        for (List<Advantage> group : estimator(name).advantages(step(1))) {
            assertThat(group.stream().mapToDouble(Advantage::mean).sum()).isCloseTo(0, within(TOLERANCE));
        }
    }

    @ParameterizedTest
    @MethodSource("unmovedByAConstant")
    void aConstantAddedToEveryRewardChangesNothing(String name) {
        // The greedy completion is rewarded like any other, and each part takes its share: 1·2 + 0.5·2 = 3.
        List<ScoredGroup> moved = step(2).stream()
                .map(group -> new ScoredGroup(
                        group.rollouts().stream()
                                .map(rollout -> rewarded(rollout, 3, 2))
                                .toList(),
                        WEIGHTS,
                        OptionalDouble.of(group.greedyReward().orElseThrow() + 3)))
                .toList();
        areEqual(estimator(name).advantages(moved), estimator(name).advantages(step(2)));
    }

    @ParameterizedTest
    @MethodSource("names")
    void rolloutsOfAGroupMayStandInAnyOrder(String name) {
        if (name.equals("running-average")) {
            return; // takes them as they come
        }
        List<List<Advantage>> reversed = estimator(name)
                .advantages(step(3).stream()
                        .map(group -> with(group, AdvantageLawsTest::reversed))
                        .toList());
        areEqual(
                reversed.stream().map(AdvantageLawsTest::reversed).toList(),
                estimator(name).advantages(step(3)));
    }

    @ParameterizedTest
    @MethodSource("names")
    void groupsMayStandInAnyOrder(String name) {
        if (name.equals("running-average")) {
            return; // takes them as they come
        }
        List<List<Advantage>> reversed = estimator(name).advantages(reversed(step(4)));
        areEqual(reversed(reversed), estimator(name).advantages(step(4)));
    }

    @ParameterizedTest
    @MethodSource("names")
    void aRolloutThatNoVerifierAppliedToHasNoAdvantageAndNoInfluence(String name) {
        List<ScoredGroup> step = step(5);
        List<ScoredGroup> longer = step.stream()
                .map(group -> with(group, AdvantageLawsTest::withOneNotJudged))
                .toList();
        List<List<Advantage>> advantages = estimator(name).advantages(longer);
        advantages.forEach(group -> {
            for (double value : group.get(1).values()) {
                assertThat(value).isZero();
            }
        });
        areEqual(
                advantages.stream().map(AdvantageLawsTest::withoutSecond).toList(),
                estimator(name).advantages(step));
    }

    @ParameterizedTest
    @MethodSource("centredInGroup")
    void aGroupOfEqualRewardsHasExactlyNoAdvantage(String name) {
        // 0.1 is no float64: (0.1 + 0.1 + 0.1)/3 is 0.10000000000000002.
        List<ScoredGroup> step = new ArrayList<>(step(6));
        step.add(new ScoredGroup(
                Collections.nCopies(3, ScoredRollout.of(0.1, 2).withParts(new double[] {0.1, 0})),
                WEIGHTS,
                OptionalDouble.empty()));
        assertThat(estimator(name).advantages(step).get(step.size() - 1))
                .allSatisfy(advantage -> assertThat(advantage.mean()).isZero());
    }

    @ParameterizedTest
    @MethodSource("names")
    void withoutDiscountAndPenaltyEveryTokenHasTheAdvantageOfItsRollout(String name) {
        if (name.equals("optimal-token-baseline")) {
            return; // its baseline is another at every token
        }
        for (List<Advantage> group : estimator(name).advantages(step(7))) {
            for (Advantage advantage : group) {
                for (double value : advantage.values()) {
                    assertThat(value).isCloseTo(advantage.at(0), within(TOLERANCE));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void whatHasBeenLearnedGoesOnFromACheckpoint(String name) {
        AdvantageEstimator straight = estimator(name);
        straight.advantages(step(8));
        AdvantageEstimator resumed = estimator(name);
        resumed.resume(straight.state());
        areEqual(resumed.advantages(step(9)), straight.advantages(step(9)));
        assertThat(straight.state().isEmpty()).isEqualTo(!name.equals("running-average"));
    }

    private static AdvantageEstimator estimator(String name) {
        return WantedAdvantages.of("advantage: " + name).estimator();
    }

    /** Three groups of four rollouts of 1 to 6 tokens. */
    private static List<ScoredGroup> step(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return IntStream.range(0, 3)
                .mapToObj(group -> new ScoredGroup(
                        IntStream.range(0, 4).mapToObj(i -> rollout(random)).toList(),
                        WEIGHTS,
                        OptionalDouble.of(random.nextDouble())))
                .toList();
    }

    private static ScoredRollout rollout(SplittableRandom random) {
        double[] parts = {random.nextDouble(), random.nextDouble()};
        int length = 1 + random.nextInt(6);
        double[] energies = random.doubles(length).toArray();
        return ScoredRollout.of(WEIGHTS[0] * parts[0] + WEIGHTS[1] * parts[1], length)
                .withParts(parts)
                .withEnergies(energies);
    }

    private static ScoredRollout rewarded(ScoredRollout rollout, double more, double morePerPart) {
        double[] parts = {rollout.parts()[0] + morePerPart, rollout.parts()[1] + morePerPart};
        return ScoredRollout.of(rollout.reward() + more, rollout.length())
                .withParts(parts)
                .withEnergies(rollout.energies());
    }

    private static ScoredGroup with(ScoredGroup group, Function<List<ScoredRollout>, List<ScoredRollout>> change) {
        return new ScoredGroup(change.apply(group.rollouts()), group.weights(), group.greedyReward());
    }

    private static List<ScoredRollout> withOneNotJudged(List<ScoredRollout> rollouts) {
        List<ScoredRollout> longer = new ArrayList<>(rollouts);
        longer.add(
                1,
                ScoredRollout.of(Double.NaN, 9)
                        .withParts(new double[] {Double.NaN, Double.NaN})
                        .withEnergies(new double[9]));
        return longer;
    }

    private static List<Advantage> withoutSecond(List<Advantage> advantages) {
        List<Advantage> shorter = new ArrayList<>(advantages);
        shorter.remove(1);
        return shorter;
    }

    private static <T> List<T> reversed(List<T> elements) {
        List<T> reversed = new ArrayList<>(elements);
        Collections.reverse(reversed);
        return reversed;
    }

    private static void areEqual(List<List<Advantage>> actual, List<List<Advantage>> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int group = 0; group < actual.size(); group++) {
            assertThat(actual.get(group)).hasSameSizeAs(expected.get(group));
            for (int i = 0; i < actual.get(group).size(); i++) {
                Golden.areEqual(
                        actual.get(group).get(i).values(),
                        expected.get(group).get(i).values(),
                        TOLERANCE);
            }
        }
    }
}
