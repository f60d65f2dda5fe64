package dev.kedge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kedge.api.Choice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RecipeReadingTest {

    @Test
    void emptyTextIsTheDefaults() {
        assertThat(SampleRecipe.read("").value()).isEqualTo(SampleRecipe.DEFAULT);
        assertThat(SampleRecipe.read("# nothing\n").value()).isEqualTo(SampleRecipe.DEFAULT);
    }

    @Test
    void everyKindOfComponent() {
        SampleRecipe recipe = SampleRecipe.read("""
                        name: 2026
                        seed: 9000000000
                        step_count: 3
                        learning_rate: 2
                        shuffle: false
                        color: Dark_Blue
                        verifier_timeout: 250ms
                        model: /models/a b
                        note: hello
                        limit: 7
                        end_tokens: [5]
                        reward_weights: {format: 0.5}
                        task: countdown
                        verifiers: [{kind: number, tolerance: 1e-6}, exact]
                        stages:
                          - {first: 1, last: 2}
                          - {first: 3, last: 4, color: RED}
                        """).value();
        assertThat(recipe.name()).isEqualTo("2026");
        assertThat(recipe.seed()).isEqualTo(9_000_000_000L);
        assertThat(recipe.stepCount()).isEqualTo(3);
        assertThat(recipe.learningRate()).isEqualTo(2.0);
        assertThat(recipe.shuffle()).isFalse();
        assertThat(recipe.color()).isEqualTo(SampleRecipe.Color.DARK_BLUE);
        assertThat(recipe.verifierTimeout()).isEqualTo(Duration.ofMillis(250));
        assertThat(recipe.model()).isEqualTo(Path.of("/models/a b"));
        assertThat(recipe.note()).contains("hello");
        assertThat(recipe.limit()).hasValue(7);
        assertThat(recipe.endTokens()).containsExactly(5);
        assertThat(recipe.rewardWeights()).isEqualTo(Map.of("format", 0.5));
        assertThat(recipe.task()).isEqualTo(SampleKinds.choice("countdown"));
        assertThat(recipe.verifiers())
                .containsExactly(SampleKinds.choice("number", Map.of("tolerance", 1e-6)), SampleKinds.choice("exact"));
        assertThat(recipe.stages())
                .containsExactly(
                        new SampleRecipe.Stage(1, 2, Optional.empty()),
                        new SampleRecipe.Stage(3, 4, Optional.of(SampleRecipe.Color.RED)));
    }

    @Test
    void durationsAndConstantsHaveSeveralSpellings() {
        for (String five : List.of("5s", "5 s", "PT5S", "5000ms")) {
            assertThat(SampleRecipe.read("verifier_timeout: " + five).value().verifierTimeout())
                    .isEqualTo(Duration.ofSeconds(5));
        }
        for (String blue : List.of("dark-blue", "DARK_BLUE", "darkBlue", "darkblue")) {
            assertThat(SampleRecipe.read("color: " + blue).value().color()).isEqualTo(SampleRecipe.Color.DARK_BLUE);
        }
    }

    @Test
    void nullEmptiesAnOptionalAndOnlyThat() {
        SampleRecipe recipe = SampleRecipe.read("note: a\nlimit: 3", "note=null", "limit=null")
                .value();
        assertThat(recipe.note()).isEmpty();
        assertThat(recipe.limit()).isEqualTo(OptionalInt.empty());
    }

    @Test
    void choiceOfTheSameKindKeepsTheDefaultsSettings() {
        // default: {kind: chain, length: 4, modulus: 7}
        Map<String, Object> overlaid = Map.of("length", 6, "modulus", 7);
        assertThat(task("task: {length: 6}")).isEqualTo(SampleKinds.choice("chain", overlaid));
        assertThat(task("task: {kind: chain, length: 6}")).isEqualTo(SampleKinds.choice("chain", overlaid));
        assertThat(task("task: chain")).isEqualTo(SampleRecipe.DEFAULT.task());
        assertThat(task("", "task.length=6")).isEqualTo(SampleKinds.choice("chain", overlaid));
    }

    @Test
    void choiceOfAnotherKindInheritsNothing() {
        assertThat(task("task: {kind: countdown, numbers: 3}"))
                .isEqualTo(SampleKinds.choice("countdown", Map.of("numbers", 3)));
        assertThat(task("task: countdown")).isEqualTo(SampleKinds.choice("countdown"));
        assertThat(task("", "task=countdown")).isEqualTo(SampleKinds.choice("countdown"));
        assertThat(task("", "task.kind=countdown", "task.numbers=3"))
                .isEqualTo(SampleKinds.choice("countdown", Map.of("numbers", 3)));
    }

    @Test
    void overriddenKindDropsTheFilesSettingsButNotThoseOfOtherOverrides() {
        String file = "task: {kind: addition, digits: 4}";
        assertThat(task(file, "task.kind=countdown")).isEqualTo(SampleKinds.choice("countdown"));
        assertThat(task(file, "task.numbers=3", "task.kind=countdown"))
                .isEqualTo(SampleKinds.choice("countdown", Map.of("numbers", 3)));
        assertThat(task(file, "task.kind=addition")).isEqualTo(SampleKinds.choice("addition", Map.of("digits", 4)));
        assertThat(task("task: addition", "task.digits=5"))
                .isEqualTo(SampleKinds.choice("addition", Map.of("digits", 5)));
    }

    private static Choice<Sample> task(String text, String... overrides) {
        return SampleRecipe.read(text, overrides).value().task();
    }

    @Test
    void presetPicksTheDefaultsThatTheOtherKeysOverlay() {
        SampleRecipe.Objective objective = SampleRecipe.read("objective: {preset: atr-grpo, condition: {delta: 0.1}}")
                .value()
                .objective();
        assertThat(objective)
                .isEqualTo(
                        new SampleRecipe.Objective("atr-grpo", SampleKinds.choice("kl3", Map.of("delta", 0.1)), 0.5));
        assertThat(SampleRecipe.read("objective: {preset: atr-grpo}", "objective.preset=grpo")
                        .value()
                        .objective())
                .isEqualTo(SampleRecipe.Objective.named("grpo"));
    }

    @Test
    void laterOverrideWinsAndValuesAreYaml() {
        SampleRecipe recipe = SampleRecipe.read(
                        "seed: 1", "seed=2", "seed=3", "end_tokens=[7, 8]", "name=\"1.5\"", "note=a=b")
                .value();
        assertThat(recipe.seed()).isEqualTo(3);
        assertThat(recipe.endTokens()).containsExactly(7, 8);
        assertThat(recipe.name()).isEqualTo("1.5");
        assertThat(recipe.note()).contains("a=b");
    }

    @Test
    void sharedPartsMayBeReferredTo() {
        SampleRecipe recipe = SampleRecipe.read("task: &t {kind: addition, digits: 2}\nverifiers: [*t]")
                .value();
        assertThat(recipe.verifiers()).containsExactly(recipe.task());
    }

    @Test
    void choiceIsBoundOverTheDefaultsOfItsKind() {
        assertThat(kl3("kl3")).isEqualTo(new SampleKinds.Kl3(0.02));
        assertThat(kl3("{kind: kl3, delta: 1}")).isEqualTo(new SampleKinds.Kl3(1.0));
        assertThat(SampleKinds.choice("kl3", Map.of("delta", 0.3)).create())
                .isEqualTo(new Sample(new SampleKinds.Kl3(0.3)));
    }

    private static Record kl3(String yaml) {
        return SampleKinds.ALL.read(Sample.class, yaml, "test").config();
    }

    @Test
    void errorsOfAChoiceFromJavaCountFromTheChoice() {
        assertThatThrownBy(() -> SampleKinds.choice("kl3", Map.of("delta", "small")))
                .isInstanceOf(ConfigException.class)
                .hasMessage("delta must be a number, got \"small\"");
        assertThatThrownBy(() -> SampleKinds.choice("none", Map.of("delta", 1)))
                .hasMessage("delta is not a setting; none has none");
    }

    @Test
    void choicesFromJavaAndFromTextAreEqual() {
        assertThat(SampleKinds.choice(
                        "a", Map.of("n", 3, "c", SampleRecipe.Color.DARK_BLUE, "t", Duration.ofSeconds(1))))
                .isEqualTo(SampleKinds.choice("a", Map.of("n", 3L, "c", "dark-blue", "t", "PT1S")))
                .isEqualTo(SampleRecipe.read("task: {kind: a, n: 3, c: dark_blue, t: 1s}")
                        .value()
                        .task());
    }

    @Test
    void choiceReadsAsItIsWritten() {
        assertThat(RecipeWriter.inline(SampleKinds.choice("exact"))).isEqualTo("exact");
        assertThat(RecipeWriter.inline(SampleKinds.choice("kl3", Map.of("delta", 0.02))))
                .isEqualTo("{kind: kl3, delta: 0.02}");
        assertThat(RecipeWriter.brief(SampleKinds.choice("kl3", Map.of("delta", 0.02))))
                .isEqualTo("kl3");
        assertThat(RecipeWriter.brief(SampleKinds.choice("chain", Map.of("length", 9))))
                .isEqualTo("{kind: chain, length: 9}");
    }
}
