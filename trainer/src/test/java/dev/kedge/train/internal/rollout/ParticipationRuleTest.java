package dev.kedge.train.internal.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.api.Outcome;
import dev.kedge.api.Prompt;
import dev.kedge.api.Verdict;
import dev.kedge.internal.metric.Metrics;
import dev.kedge.objective.advantage.GroupMean;
import dev.kedge.rollout.Group;
import dev.kedge.rollout.Participation;
import dev.kedge.rollout.Sample;
import dev.kedge.sampling.FinishReason;
import dev.kedge.sampling.SampledTokens;
import dev.kedge.train.recipe.RepetitionConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who counts in a group: a grader that failed says nothing of the completion, one that was cut off may say nothing. */
class ParticipationRuleTest {

    private static final Verdict RIGHT = Verdict.correct("");
    private static final Verdict WRONG = Verdict.wrong("", "");
    private static final Verdict LATE = new Verdict(Outcome.TIMEOUT, 0, "", "");
    private static final Verdict FAILED = new Verdict(Outcome.ERROR, 0, "", "");

    /** GRPO's: deviation with n - 1, and an epsilon of 1e-4. */
    private static final AdvantagePhase GRPO =
            new AdvantagePhase(new GroupMean(GroupMean.Config.DEFAULT), Optional.empty(), Optional.empty());

    private final Metrics metrics = new Metrics();

    private static ParticipationRule rule(Participation truncated, Participation failed) {
        return new ParticipationRule(truncated, failed, RepetitionConfig.DEFAULT);
    }

    private static Sample sample(int group, Verdict verdict, FinishReason reason, int length) {
        int[] tokens = IntStream.range(0, length).toArray();
        return new Sample(
                new Group(group, new Prompt("p", "", "", Map.of()), new int[] {1}),
                new SampledTokens(tokens, new float[length], new float[length], reason),
                "",
                verdict);
    }

    private static List<Sample> group(int number, Verdict... verdicts) {
        List<Sample> group = new ArrayList<>();
        for (Verdict verdict : verdicts) {
            group.add(sample(number, verdict, FinishReason.STOP, 3));
        }
        return group;
    }

    private List<Sample> credited(ParticipationRule rule, List<Sample> samples) {
        return GRPO.run(rule.apply(samples), metrics);
    }

    private static List<Double> advantages(List<Sample> samples) {
        return samples.stream().map(sample -> sample.advantage().mean()).toList();
    }

    @Test
    void twoGradersThatFailTakeNothingFromSixRightAnswers() {
        List<Sample> group = group(0, RIGHT, RIGHT, RIGHT, RIGHT, RIGHT, RIGHT, LATE, FAILED);
        // As wrong answers: mean 0.75, deviation √(8·0.75·0.25/7) = 0.46291, so 0.25/0.46301 = 0.539945 and
        // -0.75/0.46301 = -1.619835.
        List<Double> asWrong = advantages(credited(rule(Participation.TRAIN, Participation.TRAIN), group));
        assertThat(asWrong.get(0)).isCloseTo(0.539945, within(1e-5));
        assertThat(asWrong.get(7)).isCloseTo(-1.619835, within(1e-5));
        // As what they are: six equal rewards, nothing to learn from, and nobody is called wrong.
        List<Sample> left = credited(rule(Participation.TRAIN, Participation.EXCLUDE), group);
        assertThat(advantages(left)).containsOnly(0.0);
        assertThat(AdvantagePhase.teaching(left, metrics)).isEmpty();
        assertThat(metrics.values()).containsEntry("rollout/zero_variance_fraction", 1.0);
    }

    @Test
    void theBaselineIsOverTheRest() {
        List<Sample> group = group(0, RIGHT, WRONG, LATE, RIGHT, WRONG, FAILED, RIGHT, WRONG);
        ParticipationRule rule = rule(Participation.TRAIN, Participation.EXCLUDE);
        List<Sample> judged = rule.apply(group);
        List<Sample> credited = GRPO.run(judged, metrics);
        // Six left, mean 0.5, deviation √(6·0.25/5) = 0.547723: 0.5/0.547823 = 0.912704.
        assertThat(credited.get(0).advantage().mean()).isCloseTo(0.912704, within(1e-6));
        assertThat(credited.get(1).advantage().mean()).isCloseTo(-0.912704, within(1e-6));
        assertThat(credited.get(2).advantage().mean()).isZero();
        assertThat(AdvantagePhase.teaching(credited, metrics))
                .hasSize(6)
                .allSatisfy(sample ->
                        assertThat(sample.verdict().outcome().isFailure()).isFalse());
        rule.measure(judged, metrics);
        assertThat(metrics.values()).containsEntry("rollout/excluded", 2.0).doesNotContainKey("rollout/lost_groups");
    }

    @Test
    void aGroupOfOneLeftIsDropped() {
        List<Sample> samples = group(0, LATE, RIGHT, FAILED);
        samples.addAll(group(1, RIGHT, WRONG, LATE));
        samples.addAll(group(2, LATE, LATE));
        samples.addAll(group(3, RIGHT)); // never had company: its estimator compares it with something else
        ParticipationRule rule = rule(Participation.TRAIN, Participation.EXCLUDE);
        List<Sample> judged = rule.apply(samples);
        assertThat(judged.stream()
                        .filter(Sample::isCompared)
                        .map(sample -> sample.group().number()))
                .containsExactly(1, 1, 3);
        List<Sample> credited = GRPO.run(judged, metrics);
        assertThat(AdvantagePhase.teaching(credited, metrics))
                .extracting(sample -> sample.group().number())
                .containsExactly(1, 1);
        // of the groups that are left, 1 and 3, the latter has no advantage
        assertThat(metrics.values()).containsEntry("rollout/zero_variance_fraction", 0.5);
        rule.measure(judged, metrics);
        assertThat(metrics.values()).containsEntry("rollout/excluded", 6.0).containsEntry("rollout/lost_groups", 2.0);
    }

    /** One truncated of four, rewards 1, 0, 0 and, cut off, 1. */
    @Test
    void oneTruncatedOfFourIsTrainedMaskedOrExcluded() {
        List<Sample> group = group(0, RIGHT, WRONG, WRONG);
        group.add(sample(0, RIGHT, FinishReason.LENGTH, 9));
        // train and mask: mean 1/2, deviation √(4·0.25/3) = 0.577350, so 0.5/0.577450 = 0.865875.
        List<Sample> trained = credited(rule(Participation.TRAIN, Participation.EXCLUDE), group);
        assertThat(trained.get(3).advantage().mean()).isCloseTo(0.865875, within(1e-6));
        assertThat(trained).allMatch(Sample::isLearned);
        List<Sample> masked = credited(rule(Participation.MASK, Participation.EXCLUDE), group);
        assertThat(advantages(masked)).isEqualTo(advantages(trained));
        assertThat(masked).extracting(Sample::isLearned).containsExactly(true, true, true, false);
        assertThat(AdvantagePhase.teaching(masked, metrics)).hasSize(4);
        // exclude: three left, mean 1/3, deviation √((4/9 + 1/9 + 1/9)/2) = 0.577350: 2/3/0.577450 = 1.154501.
        List<Sample> excluded = credited(rule(Participation.EXCLUDE, Participation.EXCLUDE), group);
        assertThat(excluded.get(0).advantage().mean()).isCloseTo(1.154501, within(1e-6));
        assertThat(excluded.get(1).advantage().mean()).isCloseTo(-0.577250, within(1e-6));
        assertThat(AdvantagePhase.teaching(excluded, metrics)).hasSize(3);
    }

    @Test
    void aGroupThatTeachesOnlyByWhatIsMaskedIsDropped() {
        Sample cut = sample(0, RIGHT, FinishReason.LENGTH, 9);
        List<Sample> masked = credited(rule(Participation.MASK, Participation.EXCLUDE), List.of(cut, cut));
        assertThat(AdvantagePhase.teaching(masked, metrics)).isEmpty();
    }

    @Test
    void theStricterRuleHolds() {
        Sample both = sample(0, LATE, FinishReason.LENGTH, 9);
        List<Sample> two = List.of(both, both);
        assertThat(rule(Participation.MASK, Participation.EXCLUDE).apply(two)).noneMatch(Sample::isCompared);
        assertThat(rule(Participation.EXCLUDE, Participation.TRAIN).apply(two)).noneMatch(Sample::isCompared);
        assertThat(rule(Participation.MASK, Participation.TRAIN).apply(two))
                .allMatch(Sample::isCompared)
                .noneMatch(Sample::isLearned);
    }

    @Test
    void aCompletionThatRepeatsItselfWithoutEndIsFound() {
        RepetitionConfig filter = new RepetitionConfig(Participation.MASK, 3, 8);
        assertThat(filter.repeats(new int[] {9, 1, 2, 3, 1, 2, 3, 1, 2})).isTrue(); // 1 2 3 over 8 tokens
        assertThat(filter.repeats(new int[] {9, 9, 2, 3, 1, 2, 3, 1, 2})).isFalse(); // over 7
        assertThat(filter.repeats(new int[] {5, 5, 5, 5, 5, 5, 5, 5})).isTrue();
        assertThat(filter.repeats(new int[] {5, 5, 5, 5, 5, 5, 5, 5, 1})).isFalse(); // it came out of it
        assertThat(filter.repeats(new int[] {1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4}))
                .isFalse(); // longer than looked for
        assertThat(filter.repeats(new int[0])).isFalse();
    }

    @Test
    void theRepetitionFilterMasksAndCounts() {
        int[] stuck = {7, 7, 7, 7, 7, 7, 0}; // 0 ended it
        Sample repeating = new Sample(
                new Group(0, new Prompt("p", "", "", Map.of()), new int[] {1}),
                new SampledTokens(stuck, new float[7], new float[7], FinishReason.STOP),
                "",
                WRONG);
        ParticipationRule rule = new ParticipationRule(
                Participation.TRAIN, Participation.EXCLUDE, new RepetitionConfig(Participation.MASK, 2, 6));
        List<Sample> judged = rule.apply(List.of(repeating, sample(0, RIGHT, FinishReason.STOP, 6)));
        assertThat(judged).extracting(Sample::isLearned).containsExactly(false, true);
        rule.measure(judged, metrics);
        assertThat(metrics.values())
                .containsEntry("rollout/masked", 1.0)
                .containsEntry("rollout/repetitive_fraction", 0.5);
    }
}
