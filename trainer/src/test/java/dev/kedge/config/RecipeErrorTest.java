package dev.kedge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The message of every mistake that a recipe can contain, word for word, with its line. */
class RecipeErrorTest {

    private static final String KEYS = "name, seed, step_count, learning_rate, shuffle, color, verifier_timeout, model,"
            + " note, limit, end_tokens, reward_weights, task, verifiers, objective, stages";

    private static String message(String text, String... overrides) {
        return catchThrowableOfType(ConfigException.class, () -> SampleRecipe.read(text, overrides))
                .getMessage();
    }

    @Test
    void unknownKeyNamesTheProbableOneAndAllAllowedOnes() {
        assertThat(message("name: a\n\nstep_cuont: 3\n"))
                .isEqualTo("recipe.yaml:3: step_cuont is not a setting (did you mean step_count?); allowed: " + KEYS);
        assertThat(message("bananas: 3\n")).isEqualTo("recipe.yaml:1: bananas is not a setting; allowed: " + KEYS);
    }

    @Test
    void unknownKeyOfANestedRecordHasItsWholePath() {
        assertThat(message("objective:\n  preset: grpo\n  wieght: 1\n"))
                .isEqualTo("recipe.yaml:3: objective.wieght is not a setting (did you mean weight?);"
                        + " allowed: preset, condition, weight");
    }

    @Test
    void camelCaseKeyIsUnknownButUnderstood() {
        assertThat(message("stepCount: 3"))
                .startsWith("recipe.yaml:1: stepCount is not a setting (did you mean step_count?)");
    }

    @Test
    void aKeyThatWasRenamedIsRefusedWithItsNameOfToday() {
        assertThat(message("stages:\n  - first: 1\n    until: 2\n"))
                .isEqualTo("recipe.yaml:3: stages[0].until is now last");
        assertThat(message("stages: [{first: 1, end: 2}]")).isEqualTo("recipe.yaml:1: stages[0].end is now last");
        assertThat(message("stages: [{first: 1, last: 3, end: 2}]"))
                .isEqualTo("recipe.yaml:1: stages[0].end is now last");
    }

    @Test
    void wrongTypes() {
        assertThat(message("seed: 1.0")).isEqualTo("recipe.yaml:1: seed must be a whole number, got 1.0");
        assertThat(message("seed: 1e3")).isEqualTo("recipe.yaml:1: seed must be a whole number, got 1e3");
        assertThat(message("seed: \"1\"")).isEqualTo("recipe.yaml:1: seed must be a whole number, got \"1\"");
        assertThat(message("seed: []")).isEqualTo("recipe.yaml:1: seed must be a whole number, got a list");
        assertThat(message("step_count: 3000000000"))
                .isEqualTo("recipe.yaml:1: step_count must be between -2147483648 and 2147483647, got 3000000000");
        assertThat(message("seed: 99999999999999999999"))
                .isEqualTo("recipe.yaml:1: seed must be a number of at most 64 bits, got 99999999999999999999");
        assertThat(message("learning_rate: fast"))
                .isEqualTo("recipe.yaml:1: learning_rate must be a number, got \"fast\"");
        assertThat(message("shuffle: yes")).isEqualTo("recipe.yaml:1: shuffle must be true or false, got \"yes\"");
        assertThat(message("name: {a: 1}"))
                .isEqualTo("recipe.yaml:1: name must be text, got a mapping with the keys a");
        assertThat(message("name: 1.50"))
                .isEqualTo("recipe.yaml:1: name must be text, got the number 1.50 (quote it: \"1.50\")");
        assertThat(message("verifier_timeout: 5 parsecs"))
                .isEqualTo("recipe.yaml:1: verifier_timeout must be a duration such as 5s, 500ms, 2m or PT5S,"
                        + " got \"5 parsecs\"");
        assertThat(message("end_tokens: 2")).isEqualTo("recipe.yaml:1: end_tokens must be a list, got 2");
        assertThat(message("reward_weights: 2")).isEqualTo("recipe.yaml:1: reward_weights must be a mapping, got 2");
        assertThat(message("objective: dapo"))
                .isEqualTo("recipe.yaml:1: objective must be a mapping with keys from preset, condition, weight,"
                        + " got \"dapo\"");
        assertThat(message("task: 3")).isEqualTo("recipe.yaml:1: task must be a kind or {kind: …, settings}, got 3");
    }

    @Test
    void elementsOfListsAndMapsAreNamedWithTheirOwnLine() {
        assertThat(message("end_tokens:\n  - 1\n  - two\n"))
                .isEqualTo("recipe.yaml:3: end_tokens[1] must be a whole number, got \"two\"");
        assertThat(message("reward_weights:\n  answer: 1\n  format: high\n"))
                .isEqualTo("recipe.yaml:3: reward_weights.format must be a number, got \"high\"");
        assertThat(message("verifiers:\n  - exact\n  - {length: 3}\n"))
                .isEqualTo("recipe.yaml:3: verifiers[1].kind must be given");
    }

    @Test
    void unknownConstantNamesTheKnownOnes() {
        assertThat(message("color: dark_bleu"))
                .isEqualTo("recipe.yaml:1: color must be one of red, dark-blue, got \"dark_bleu\""
                        + " (did you mean dark-blue?)");
    }

    @Test
    void nothingWhereSomethingMustBe() {
        assertThat(message("name: a\nseed:\n")).isEqualTo("recipe.yaml:2: seed must have a value, got nothing (null)");
        assertThat(message("objective: null\n"))
                .isEqualTo("recipe.yaml:1: objective must have a value, got nothing (null)");
        assertThat(message("task:\n")).isEqualTo("recipe.yaml:1: task must have a value, got nothing (null)");
        assertThat(message("end_tokens: [1, null]"))
                .isEqualTo("recipe.yaml:1: end_tokens[1] must have a value, got nothing (null)");
    }

    @Test
    void missingComponentOfARecordWithoutDefaults() {
        assertThat(message("stages:\n  - first: 1\n")).isEqualTo("recipe.yaml:2: stages[0].last must be given");
    }

    @Test
    void keyGivenTwice() {
        assertThat(message("objective:\n  weight: 1\n  weight: 2\n"))
                .isEqualTo("recipe.yaml:3: objective.weight is given twice");
    }

    @Test
    void outOfRangeAccordingToTheRecordItself() {
        assertThat(message("name: b\nstep_count: 0")).isEqualTo("recipe.yaml:2: step_count must be >= 1, got 0");
        assertThat(message("stages:\n - {first: 0, last: 1}\n - first: 1\n   last: 0\n"))
                .isEqualTo("recipe.yaml:4: stages[1].last must be >= first, got 0 < 1");
    }

    @Test
    void ruleOverTwoComponentsIsPlacedWhereOneIsWrittenAndElseAtTheFile() {
        assertThat(message("seed: -1")).isEqualTo("recipe.yaml:1: seed must be >= 0 where shuffle is true, got -1");
        assertThat(message("shuffle: true", "seed=-1"))
                .isEqualTo("seed must be >= 0 where shuffle is true, got -1 (from the command line: seed=-1)");
    }

    @Test
    void unknownPresetIsPlaced() {
        assertThat(message("objective:\n  preset: gpro"))
                .isEqualTo("recipe.yaml:2: objective.preset must be one of atr-grpo, grpo, got gpro");
    }

    @Test
    void overrideNamesItself() {
        assertThat(message("seed: 1", "step_count=0"))
                .isEqualTo("step_count must be >= 1, got 0 (from the command line: step_count=0)");
        assertThat(message("", "objective.wieght=2"))
                .isEqualTo(
                        "objective.wieght is not a setting (did you mean weight?); allowed: preset, condition, weight"
                                + " (from the command line: objective.wieght=2)");
        assertThat(message("", "seed=[1")).startsWith("not valid YAML: ").endsWith("(from the command line: seed=[1)");
        assertThat(message("", "seed="))
                .isEqualTo("seed must have a value, got nothing (null) (from the command line: seed=)");
    }

    @Test
    void overrideThatIsNone() {
        assertThat(message("", "seed")).isEqualTo("an override must be key.path=value, got \"seed\"");
        assertThat(message("", "=3")).isEqualTo("an override must be key.path=value, got \"=3\"");
        assertThat(message("", "a..b=3")).isEqualTo("an override must be key.path=value, got \"a..b=3\"");
        assertThat(message("stages: []", "stages.first=3"))
                .isEqualTo("stages.first is inside a list, which can only be given whole"
                        + " (from the command line: stages.first=3)");
    }

    @Test
    void settingsOfAChoiceArePlacedLikeAllOthers() {
        assertThat(message("objective:\n  preset: atr-grpo\n  condition:\n    delta: -1\n"))
                .isEqualTo("recipe.yaml:4: objective.condition.delta must be > 0, got -1.0");
        assertThat(message("", "objective.condition={kind: kl3, delta: -1}"))
                .isEqualTo("objective.condition.delta must be > 0, got -1.0"
                        + " (from the command line: objective.condition={kind: kl3, delta: -1})");
        assertThat(message("objective:\n  condition:\n    kind: kl3\n    detla: 0.1\n"))
                .isEqualTo("recipe.yaml:4: objective.condition.detla is not a setting (did you mean delta?);"
                        + " allowed: kind, delta");
    }

    @Test
    void problemFoundWhileComponentsAreBuiltIsPlacedLikeOneFoundWhileReading() {
        Loaded<SampleRecipe> loaded = SampleRecipe.read("objective:\n  preset: atr-grpo\n  condition:\n    delta: 1\n");
        ConfigException late = new ConfigException("delta", "must be < 1 here, got 1.0").atPath("objective.condition");
        assertThat(loaded.located(late).getMessage())
                .isEqualTo("recipe.yaml:4: objective.condition.delta must be < 1 here, got 1.0");
    }

    @Test
    void unknownKindNamesTheKnownOnes() {
        assertThat(message("\ntask: {kind: chian, length: 2}"))
                .isEqualTo("recipe.yaml:2: task.kind must be one of a, addition, chain, countdown, deep, exact, kl3,"
                        + " none, number, ppo, x, z, got \"chian\" (did you mean chain?)");
    }

    @Test
    void brokenYaml() {
        assertThat(message("name: a\nseed: [1\nshuffle: true\n")).startsWith("recipe.yaml:3: not valid YAML: ");
        assertThat(message("name: a\n\tseed: 1\n")).startsWith("recipe.yaml:2: not valid YAML: ");
        assertThat(message("- 1\n- 2\n")).isEqualTo("recipe.yaml:1: must be a mapping of settings, got a list");
        assertThat(message("name: a\n---\nname: b\n")).startsWith("recipe.yaml:2: not valid YAML: ");
        assertThat(message("name: !!java.io.File /tmp/x"))
                .isEqualTo("recipe.yaml:1: name must be a plain value, got the tag tag:yaml.org,2002:java.io.File");
        assertThat(message("? [a, b]\n: 1\n")).isEqualTo("recipe.yaml:1: not valid YAML: a key must be text");
    }

    @Test
    void messageStaysOneLine() {
        assertThat(message("seed: |\n  one\n  two\n"))
                .isEqualTo("recipe.yaml:1: seed must be a whole number, got \"one\\ntwo\\n\"");
        assertThat(message("\"a\\nb\": 1\n"))
                .startsWith("recipe.yaml:1: a b is not a setting")
                .doesNotContain("\n");
    }

    @Test
    void nestedBombIsRefused() {
        // 8 levels of 9 references each would unfold to 9^8 = 43 million values.
        StringBuilder bomb = new StringBuilder("a0: &a0 [1,1,1,1,1,1,1,1,1]\n");
        for (int level = 1; level < 9; level++) {
            String below = "*a" + (level - 1);
            bomb.append("a").append(level).append(": &a").append(level).append(" [");
            bomb.append(String.join(",", java.util.Collections.nCopies(9, below)))
                    .append("]\n");
        }
        assertThat(message(bomb.toString()))
                .contains("recipe.yaml")
                .contains("not valid YAML: ")
                .doesNotContain("\n");
        // 24 levels of 2 references: within the limit of 50 references, but 2^24 = 16 million values.
        StringBuilder slim = new StringBuilder("a0: &a0 [1,1]\n");
        for (int level = 1; level < 24; level++) {
            slim.append("a%d: &a%d [*a%d,*a%d]\n".formatted(level, level, level - 1, level - 1));
        }
        assertThat(message(slim.toString())).contains("not valid YAML: references unfold to more than");
    }

    @Test
    void recursionAndDepthAreRefused() {
        assertThat(message("name: &a [*a]\n")).contains("not valid YAML: ");
        assertThat(message("name: " + "[".repeat(100_000)))
                .isEqualTo("recipe.yaml:1: not valid YAML: more than 50 levels deep");
        assertThat(message("name: " + "x".repeat(1_100_000))).startsWith("recipe.yaml: not valid YAML: ");
    }

    @Test
    void unreadableFiles(@TempDir Path folder) throws Exception {
        Path missing = folder.resolve("missing.yaml");
        assertThat(fileMessage(missing)).isEqualTo("there is no recipe " + missing);
        assertThat(fileMessage(folder)).startsWith(folder + ": cannot be read as a recipe: ");
        Path latin = Files.write(folder.resolve("latin.yaml"), new byte[] {'n', ':', ' ', (byte) 0xE9});
        assertThat(fileMessage(latin)).isEqualTo(latin + ": must be text in UTF-8");
    }

    private static String fileMessage(Path file) {
        return catchThrowableOfType(
                        ConfigException.class, () -> SampleRecipe.reader().readFile(file, List.of()))
                .getMessage();
    }
}
