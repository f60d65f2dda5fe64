package dev.kedge.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.api.Prompt;
import dev.kedge.api.Verdict;
import dev.kedge.sampling.FinishReason;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JudgedGroupsTest {

    private static final Verdict RIGHT = Verdict.correct("7");

    @Test
    void equalWrongAnswersVoteTogether() {
        // 8 has two votes, 7 (right) two: by lot 1/2. Were the wrong ones counted singly, 7 would win.
        JudgedGroups groups = new JudgedGroups(List.of(Judged.group(List.of(
                RIGHT, Verdict.wrong("8", "differs"), RIGHT, Verdict.wrong("8", "differs"), Verdict.unparsable("")))));
        assertThat(groups.majorityAtK(5).mean()).isCloseTo(0.5, within(1e-15));
        assertThat(groups.accuracy().mean()).isCloseTo(0.4, within(1e-15));
    }

    @Test
    void lengthAndTruncationAreCountedOverAllCompletions() {
        JudgedPrompt group = new JudgedPrompt(
                new Prompt("p", "", "", Map.of()),
                List.of(
                        Judged.rollout(4, FinishReason.STOP, RIGHT),
                        Judged.rollout(8, FinishReason.LENGTH, RIGHT),
                        Judged.rollout(3, FinishReason.STOP, RIGHT)));
        JudgedGroups groups = new JudgedGroups(List.of(group));
        assertThat(groups.length().mean()).isEqualTo(5);
        assertThat(groups.truncated().mean()).isCloseTo(1 / 3.0, within(1e-15));
    }

    @Test
    void theMetricsCarryTheNamesOfTheRunDirectory() {
        JudgedGroups half = new JudgedGroups(
                List.of(Judged.group(List.of(RIGHT)), Judged.group(List.of(Verdict.wrong("1", "differs")))));
        // One right of two: mean 1/2, standard deviation 1/√2, standard error 1/2.
        assertThat(new Evaluation(half, half).metrics())
                .containsEntry("eval/greedy_accuracy", 0.5)
                .containsEntry("eval/sampled_accuracy", 0.5)
                .containsEntry("eval/pass_at_k", 0.5)
                .containsEntry("eval/majority_at_k", 0.5)
                .containsEntry("eval/completion_length_mean", 1.0)
                .containsEntry("eval/truncated_fraction", 0.0)
                .hasEntrySatisfying(
                        "eval/sampled_accuracy_standard_error",
                        error -> assertThat(error).isCloseTo(0.5, within(1e-15)));
    }

    @Test
    void theIntervalHoldsTheMeanAndNarrowsWithMorePrompts() {
        double[] few = new double[16];
        double[] many = new double[1024];
        java.util.Arrays.setAll(few, i -> i % 4 == 0 ? 1 : 0);
        java.util.Arrays.setAll(many, i -> i % 4 == 0 ? 1 : 0);
        Estimate wide = Estimate.of(few);
        Estimate narrow = Estimate.of(many);
        assertThat(wide.mean()).isEqualTo(0.25).isBetween(wide.low(), wide.high());
        // Binomial: standard error √(0.25·0.75/1024) = 0.01353 (0.01354 with n - 1), 1.96 of them: ±0.0265.
        assertThat(narrow.standardError()).isCloseTo(0.01354, within(1e-5));
        assertThat(narrow.low()).isCloseTo(0.25 - 0.0265, within(0.004));
        assertThat(narrow.high()).isCloseTo(0.25 + 0.0265, within(0.004));
        assertThat(wide.high() - wide.low()).isGreaterThan(4 * (narrow.high() - narrow.low()));
        assertThat(Estimate.of(few)).isEqualTo(wide);
    }

    @Test
    void anEvaluationWithoutPromptsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JudgedGroups(List.of()))
                .withMessage("an evaluation needs at least one prompt");
    }
}
