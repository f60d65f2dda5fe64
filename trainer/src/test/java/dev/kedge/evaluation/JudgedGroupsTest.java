package dev.kedge.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.api.Prompt;
import dev.kedge.api.Verdict;
import dev.kedge.api.Verifier;
import dev.kedge.sampling.FinishReason;
import dev.kedge.verifiers.MathVerifier;
import dev.kedge.verifiers.VerifierPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
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

    /**
     * Gold 3. 0.5, 1/2 and \\frac{1}{2} are one answer: three votes against two, lost. Told apart by their text the
     * right answer has two votes of five against single ones and wins.
     */
    @Test
    void wrongAnswersAreEqualAsRightOnesAre() {
        Prompt prompt = new Prompt("p", "", "3", Map.of());
        try (VerifierPool pool =
                new VerifierPool(new MathVerifier(MathVerifier.Config.DEFAULT), VerifierPool.Config.DEFAULT)) {
            for (List<String> wrong : List.of(
                    List.of("0.5", "1/2", "\\frac{1}{2}"),
                    List.of("1/2", "1/2", "1/2"),
                    List.of("\\boxed{\\frac{1}{2}}", "0.50", "so it is 2/4"))) {
                List<String> texts = new ArrayList<>(List.of("3", "3"));
                texts.addAll(wrong);
                List<Verdict> verdicts = pool.verifyAll(Collections.nCopies(5, prompt), texts);
                List<Judgement> judged = verdicts.stream()
                        .map(verdict -> Judged.rollout(1, FinishReason.STOP, verdict))
                        .toList();
                JudgedGroups groups = new JudgedGroups(List.of(JudgedPrompt.voting(prompt, judged, pool)));
                assertThat(groups.majorityAtK(5).mean()).as("%s", wrong).isEqualTo(0);
                // 10 draws of 3: 33x three times, won; 3xx thrice two, lost; xxx once, lost.
                assertThat(groups.majorityAtK(3).mean()).as("%s", wrong).isCloseTo(0.3, within(1e-15));
            }
        }
    }

    /** Whoever is asked may hang or fail: then texts vote, and the evaluation goes on. */
    @Test
    void aVerifierThatCannotSayWhichAnswersAreEqualLeavesThemToTheirTexts() {
        Prompt prompt = new Prompt("p", "", "3", Map.of());
        List<Judgement> judged = Stream.of("1/2", "0.5", "1/2")
                .map(answer -> Judged.rollout(1, FinishReason.STOP, Verdict.wrong(answer, "")))
                .toList();
        for (Equality equality : List.<Equality>of(
                answers -> {
                    throw new StackOverflowError();
                },
                answers -> List.of(2, 1, 0),
                answers -> {
                    LockSupport.parkNanos(Duration.ofMinutes(1).toNanos());
                    return List.of(0, 0, 0);
                })) {
            VerifierPool.Config soon = new VerifierPool.Config(1, Duration.ofMillis(50), 100, 1);
            try (VerifierPool pool = new VerifierPool(new Asked(equality), soon)) {
                assertThat(JudgedPrompt.voting(prompt, judged, pool).completions())
                        .extracting(Judgement::vote)
                        .containsExactly("1/2", "0.5", "1/2");
            }
        }
    }

    private interface Equality {
        List<Integer> of(List<String> answers);
    }

    private record Asked(Equality equality) implements Verifier {
        @Override
        public Verdict verify(Prompt prompt, String completion) {
            return Verdict.wrong(completion, "");
        }

        @Override
        public List<Integer> alike(Prompt prompt, List<String> answers) {
            return equality.of(answers);
        }
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
