package dev.kedge.verifiers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.api.AnswerGroups;
import dev.kedge.api.Prompt;
import dev.kedge.api.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlikeAnswersTest {

    private static final Prompt PROMPT = new Prompt("p", "", "3", Map.of());

    @Test
    void numbersAreOneAnswerWithinTheTolerance() {
        NumericVerifier exact = new NumericVerifier(NumericVerifier.Config.DEFAULT);
        assertThat(exact.alike(PROMPT, List.of("81", "81.0", "162/2", "82", "-81")))
                .containsExactly(0, 0, 0, 3, 4);
        NumericVerifier near = new NumericVerifier(new NumericVerifier.Config(true, 0.5, 0));
        assertThat(near.alike(PROMPT, List.of("81", "81.4", "82"))).containsExactly(0, 0, 2);
    }

    @Test
    void textIsFoldedAsForTheReference() {
        ExactVerifier folding = new ExactVerifier(new ExactVerifier.Config(Optional.empty(), true));
        assertThat(folding.alike(PROMPT, List.of("Paris", "paris", "Rome"))).containsExactly(0, 0, 2);
        ExactVerifier strict = new ExactVerifier(ExactVerifier.Config.DEFAULT);
        assertThat(strict.alike(PROMPT, List.of("Paris", "paris", "Paris"))).containsExactly(0, 1, 0);
        assertThat(new F1Verifier(new F1Verifier.Config(0.8))
                        .alike(PROMPT, List.of("red car fast", "fast red car", "car")))
                .containsExactly(0, 0, 2);
        assertThat(new MarkedIntegerVerifier().alike(PROMPT, List.of("7", "007", "70")))
                .containsExactly(0, 0, 2);
    }

    @Test
    void whoDoesNotSayComparesTexts() {
        assertThat(new NormalizedVerifier().alike(PROMPT, List.of("a", "b", "a")))
                .containsExactly(0, 1, 0);
    }

    @Test
    void theMathVerifierHasTheEqualityOfItsVerdicts() {
        MathVerifier math = new MathVerifier(MathVerifier.Config.DEFAULT);
        List<String> answers = List.of("0.5", "1/2", "\\frac{1}{2}").stream()
                .map(answer -> math.verify(PROMPT, answer))
                .map(Verdict::extracted)
                .toList();
        assertThat(math.alike(PROMPT, answers)).containsExactly(0, 0, 0);
    }

    /** A place must be that of the first of its group: neither later, nor a place that names another. */
    @Test
    void placesThatNameNoGroupAreSeen() {
        assertThat(AnswerGroups.fit(List.of(0, 0, 2), 3)).isTrue();
        assertThat(AnswerGroups.fit(List.of(0, 0), 3)).isFalse();
        assertThat(AnswerGroups.fit(List.of(1, 1), 2)).isFalse();
        assertThat(AnswerGroups.fit(List.of(0, 0, 1), 3)).isFalse();
        assertThat(AnswerGroups.fit(List.of(-1), 1)).isFalse();
    }
}
