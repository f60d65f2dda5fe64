package dev.kedge.train.internal.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.api.Outcome;
import dev.kedge.api.Prompt;
import dev.kedge.api.RewardPart;
import dev.kedge.api.Verdict;
import dev.kedge.internal.metric.Metrics;
import dev.kedge.objective.advantage.Advantage;
import dev.kedge.objective.advantage.AdvantageEstimator;
import dev.kedge.objective.advantage.GroupEstimator;
import dev.kedge.objective.advantage.ScoredGroup;
import dev.kedge.rollout.Group;
import dev.kedge.rollout.Sample;
import dev.kedge.sampling.FinishReason;
import dev.kedge.sampling.SampledTokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Advantages find their samples, groups are what lies side by side, and groups that teach nothing leave. */
class AdvantagePhaseTest {

    /** The reward less the mean of the group. */
    private static final GroupEstimator CENTRED = group -> {
        double mean = Arrays.stream(group.rewards()).average().orElseThrow();
        return Arrays.stream(group.rewards()).map(reward -> reward - mean).toArray();
    };

    private final Metrics metrics = new Metrics();

    @Test
    void everySampleGetsItsOwnAdvantageAndTheOrderStays() {
        List<Sample> samples = samples(group(0), 1, 0, 0, 1, 0);
        samples.addAll(samples(group(1), 3, 1));
        List<Sample> credited = phase(CENTRED).run(samples, metrics);
        assertThat(credited)
                .extracting(sample -> sample.verdict().reward())
                .containsExactly(1.0, 0.0, 0.0, 1.0, 0.0, 3.0, 1.0);
        assertThat(credited)
                .extracting(sample -> sample.advantage().mean())
                .containsExactly(0.6, -0.4, -0.4, 0.6, -0.4, 1.0, -1.0);
    }

    @Test
    void thePromptDrawnTwiceIsTwoGroups() {
        List<Sample> samples = samples(group(0), 1, 1);
        samples.addAll(samples(group(1), 0, 0));
        assertThat(phase(CENTRED).run(samples, metrics))
                .extracting(sample -> sample.advantage().mean())
                .containsOnly(0.0);
    }

    @Test
    void theEstimatorSeesPartsWeightsAndTheGreedyReward() {
        List<ScoredGroup> seen = new ArrayList<>();
        Group group = group(0).withGreedyReward(0.25);
        Verdict whole = Verdict.ofParts(
                Verdict.correct(""), List.of(new RewardPart("right", 1, 2), new RewardPart("short", 0.5, 4)));
        // A verdict that did not come to an end has no parts: they count as 0.
        Verdict none = new Verdict(Outcome.TIMEOUT, 0, "", "");
        phase(group1 -> {
                    seen.add(group1);
                    return new double[] {1, -1};
                })
                .run(List.of(sample(group, whole), sample(group, none)), metrics);
        assertThat(seen).hasSize(1);
        assertThat(seen.get(0).weights()).containsExactly(2, 4);
        assertThat(seen.get(0).rollouts().get(0).parts()).containsExactly(1, 0.5);
        assertThat(seen.get(0).rollouts().get(1).parts()).containsExactly(0, 0);
        assertThat(seen.get(0).rewards()).containsExactly(4, 0);
        assertThat(seen.get(0).greedyReward()).hasValue(0.25);
    }

    @Test
    void energiesGoToTheSamplesTheyAreOf() {
        List<ScoredGroup> seen = new ArrayList<>();
        AdvantageEstimator looking = (GroupEstimator) group -> {
            seen.add(group);
            return group.rewards();
        };
        new AdvantagePhase(
                        looking,
                        Optional.empty(),
                        Optional.of(sequences -> IntStream.range(0, sequences.size())
                                .mapToObj(i -> new double[] {10 * i, 10 * i + 1})
                                .toList()))
                .run(samples(group(0), 1, 0), metrics);
        assertThat(seen.get(0).rollouts().get(0).energies()).containsExactly(0, 1);
        assertThat(seen.get(0).rollouts().get(1).energies()).containsExactly(10, 11);
    }

    @Test
    void groupsWithoutAnyAdvantageLeave() {
        List<Sample> samples = credited(group(0), 0, 0);
        samples.addAll(credited(group(1), 0.5, 0)); // as a whole, the sample of 0 with it
        samples.addAll(credited(group(2), 1e-13, -1e-13)); // what rounding leaves of 0
        samples.addAll(credited(group(3), Double.NaN, 0)); // so that the loss shows it
        assertThat(AdvantagePhase.teaching(samples, metrics))
                .extracting(sample -> sample.group().number())
                .containsExactly(1, 1, 3, 3);
        assertThat(metrics.values()).containsEntry("rollout/zero_variance_fraction", 0.5);
    }

    private static AdvantagePhase phase(GroupEstimator estimator) {
        return new AdvantagePhase(estimator, Optional.empty(), Optional.empty());
    }

    private static Group group(int number) {
        return new Group(number, new Prompt("the same", "", "", Map.of()), new int[] {1});
    }

    private static List<Sample> samples(Group group, double... rewards) {
        List<Sample> samples = new ArrayList<>();
        for (double reward : rewards) {
            samples.add(sample(group, new Verdict(Outcome.CORRECT, reward, "", "")));
        }
        return samples;
    }

    private static List<Sample> credited(Group group, double... advantages) {
        List<Sample> samples = new ArrayList<>();
        for (double advantage : advantages) {
            samples.add(sample(group, Verdict.correct("")).withAdvantage(Advantage.ofRollout(advantage)));
        }
        return samples;
    }

    private static Sample sample(Group group, Verdict verdict) {
        return new Sample(
                group, new SampledTokens(new int[2], new float[2], new float[2], FinishReason.STOP), "", verdict);
    }
}
