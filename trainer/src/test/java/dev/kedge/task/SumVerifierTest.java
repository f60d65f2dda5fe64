package dev.kedge.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kedge.api.About;
import dev.kedge.api.Choice;
import dev.kedge.api.Chosen;
import dev.kedge.api.Kind;
import dev.kedge.api.Outcome;
import dev.kedge.api.Prompt;
import dev.kedge.api.RewardPart;
import dev.kedge.api.Verdict;
import dev.kedge.api.Verifier;
import dev.kedge.config.ConfigException;
import dev.kedge.verifiers.SumVerifier;
import dev.kedge.verifiers.VerifierPool;
import dev.kedge.verifiers.Verifiers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SumVerifierTest {

    private static final Prompt SEVEN = new Prompt("p", "3+4=", "7", Map.of());

    @Test
    void rewardsAreWeighedAndSummedAndTheFirstSaysWhetherTheAnswerIsRight() {
        Verifier verifier = sum(
                Wanted.of("marked-integer"),
                Wanted.of("exact", Map.of("marker", "#", "name", "plain_seven", "weight", 0.25)));
        Verdict both = verifier.verify(SEVEN, "3+4 #7");
        assertThat(both.reward()).isEqualTo(1.25);
        assertThat(both.isCorrect()).isTrue();
        assertThat(both.parts())
                .containsExactly(new RewardPart("marked_integer", 1, 1), new RewardPart("plain_seven", 1, 0.25));
        // 07 is the number 7, but not the text.
        Verdict first = verifier.verify(SEVEN, "3+4 #07");
        assertThat(first.reward()).isEqualTo(1);
        assertThat(first.isCorrect()).isTrue();
        assertThat(verifier.verify(SEVEN, "nothing").outcome()).isEqualTo(Outcome.UNPARSABLE);
    }

    @Test
    void theTasksOwnVerifierHasItsPlaceInASum() {
        Wanted sum = Wanted.of("sum", Map.of("of", List.of(Wanted.of("task", Map.of("weight", 2.0)))));
        Verdict verdict = Wanted.verifier(sum, "marked-integer").verify(SEVEN, "#7");
        assertThat(verdict.parts()).containsExactly(new RewardPart("task", 1, 2));
        assertThat(verdict.reward()).isEqualTo(2);
        assertThatThrownBy(() -> Wanted.verifier(sum)).hasMessageContaining("of[0].kind must be one of");
    }

    @Test
    void aPartThatFailsCostsItsSampleAndNoOther() {
        // The countdown verifier throws where the prompt has no numbers and its answer is no expression.
        Prompt seven = new Prompt("p", "?", "seven", Map.of());
        Prompt numbers = new Prompt("q", "?", "7", Map.of("numbers", "3,4", "target", "7", "use", "any"));
        try (VerifierPool pool =
                new VerifierPool(sum(Wanted.of("exact"), Wanted.of("countdown")), VerifierPool.Config.DEFAULT)) {
            List<Verdict> verdicts = pool.verifyAll(List.of(seven, numbers), List.of("seven", "#3+4"));
            assertThat(verdicts.get(0).outcome()).isEqualTo(Outcome.ERROR);
            assertThat(verdicts.get(0).reward()).isZero();
            assertThat(verdicts.get(0).parts()).isEmpty();
            assertThat(verdicts.get(1).reward()).isEqualTo(1);
            assertThat(verdicts.get(1).parts()).hasSize(2);
        }
    }

    @Test
    void whatIsWrongInAListIsNamedByItsPlace() {
        assertThatThrownBy(() -> sum(Wanted.of("exact"), Wanted.of("exact")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("of[1].name must differ");
        assertThatThrownBy(() -> sum(Wanted.of("exact", Map.of("weight", "heavy"))))
                .hasMessageContaining("of[0].weight must be a number, got \"heavy\"");
        assertThatThrownBy(() -> sum(Wanted.of("exact", Map.of("name", "A/B"))))
                .hasMessageContaining("of[0].name must be of small letters");
        assertThatThrownBy(() -> sum(Wanted.of("exact", Map.of("marcker", "#"))))
                .hasMessageContaining("of[0].marcker is not a setting");
        assertThatThrownBy(() -> sum()).hasMessageContaining("of must name at least one verifier");
    }

    /** A judgement that did not come to an end is not a 0 among others: the sample has no reward at all. */
    @Test
    void aPartThatTimesOutIsATimeoutOfTheSum() {
        Verdict late = new Verdict(Outcome.TIMEOUT, 0, "x", "no end");
        Kind<?, Verifier> never =
                Kind.plain(Verifier.class, "late", About.of("does not end"), () -> (prompt, completion) -> late);
        SumVerifier sum = new SumVerifier(
                new SumVerifier.Config(List.of(
                        SumVerifier.Summand.of(Choice.of(Verifiers.catalogue().kind("exact"))),
                        SumVerifier.Summand.of(Choice.of(never)))),
                Chosen::create);
        assertThat(sum.verify(SEVEN, "7")).isEqualTo(new Verdict(Outcome.TIMEOUT, 0, "x", "late: no end"));
    }

    private static Verifier sum(Wanted... parts) {
        return Wanted.verifier(Wanted.of("sum", Map.of("of", Arrays.asList(parts))));
    }
}
