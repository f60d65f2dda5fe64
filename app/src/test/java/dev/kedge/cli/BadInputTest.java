package dev.kedge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.testing.GuessingGameRecipe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everything that a user can get wrong about a training run: it is said in one line that names the place, with exit
 * status 2, and leaves no run directory behind.
 */
class BadInputTest {

    @TempDir
    private static Path folder;

    private static GuessingGameRecipe game;

    @BeforeAll
    static void writeGame() {
        game = new GuessingGameRecipe(folder);
    }

    /** A line of the recipe changed: the error names file and line, the setting, what is allowed and what was given. */
    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "steps: 6|step: 6|13: step is not a setting (did you mean steps?)",
                "epochs: 1|epoch: 1|16: update.epoch is not a setting (did you mean epochs?)",
                "hidden_size|hiden_size|6: model.hiden_size is not a setting (did you mean hidden_size?)",
                "steps: 6|steps: many|13: steps must be a whole number, got \"many\"",
                "hidden_size: 16|hidden_size: 1.5|6: model.hidden_size must be a whole number, got 1.5",
                "group_size: 4|group_size: 1|14: rollout.group_size must be >= 2",
                "epochs: 1|epochs: 0|16: update.epochs must be >= 1, got 0",
                "kind: new|kind: old|6: model.kind must be one of directory, gguf, new, or a file .gguf, or a folder ./NAME, or"
                        + " OWNER/NAME[@REVISION] of the Hugging Face hub, got \"old\"",
                "query_heads: 2|query_heads: 0|6: model: query heads must be >= 1, got 0",
                "head_width: 8|head_width: 7|6: model: head width must be even for rotary positions, got 7",
                "initializer_range: 0.1|initializer_range: 0|7: model.initializer_range must be > 0 and finite, got 0.0",
                "split: test|split: train|20: evaluation.split must be validation or test, got train",
                "kind: jsonl|kind: chess|4: task.kind must be one of addition, countdown, dataset, jsonl, mixture, modular, got \"chess\"",
                "peak: 0.03|peak: 0|12: warm_start.learning_rate.peak must be > 0 and finite, got 0.0",
            })
    void aWrongSettingIsNamedWithItsLine(String right, String wrong, String problem) throws IOException {
        Path recipe = changed(text -> text.replace(right, wrong));
        assertThat(refused(recipe.toString())).startsWith("kedge: " + recipe + ":" + problem);
    }

    /** An override: the error says so. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "objective.condition={kind: kl3, delta: -1}|objective.condition.delta must be a number in (0, Infinity)",
                "objective.condition=kl4|objective.condition",
                "objective.preset=trpo|objective.preset must be one of atr-grpo, ",
                "objective.response=bounce|objective.response.kind must be one of by-sign, flip, gamma-gate,",
                "objective.aggregation={kind: constant-length, length: 0}|objective.aggregation.length must be >= 1",
                "objective.reference={kind: k3, coefficient: 0}|objective.reference.coefficient must be > 0",
                "reward=guess|reward.kind must be one of",
                "update.adam.beta1=1|update.adam.beta1 must be in [0, 1), got 1.0",
                "threads=0|threads must be >= 1, got 0",
                "verification.longest_completion=5|verification.longest_completion is now max_completion",
                "checkpoint.shard_bytes=5|checkpoint.shard_bytes is now max_shard_bytes",
                "task={kind: countdown, largest_number: 9}|task.largest_number is now max_number",
                "reward={kind: sql, most_rows: 5}|reward.most_rows is now max_rows",
                "objective.condition={kind: balanced, low_limit: 0.9}|objective.condition.low_limit is now max_low",
                "objective.reference={kind: k3, limit: 10}|objective.reference.limit is now max_estimate",
            })
    void aWrongOverrideIsNamed(String override, String problem) throws IOException {
        assertThat(refused(game.recipe().toString(), override))
                .startsWith("kedge: " + problem)
                .endsWith("(from the command line: " + override + ")");
    }

    @Test
    void aMissingRecipeIsNamed() throws IOException {
        assertThat(refused(folder.resolve("none.yaml").toString()))
                .isEqualTo("kedge: there is no recipe " + folder.resolve("none.yaml"));
    }

    /** Line 7 of the data set made into something else. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"prompt\":\"ab|:7: not a JSON object: ",
                "[1, 2]|:7: not a JSON object",
                "{\"prompt\":\"ab\"}|:7: field \"answer\" is missing, got [prompt]",
            })
    void aBrokenLineOfADataSetIsNamed(String line, String problem) throws IOException {
        Path data = withLine7(line);
        Path recipe =
                changed(text -> text.replace("guesses.jsonl", data.getFileName().toString()));
        assertThat(refused(recipe.toString())).startsWith("kedge: " + data + problem);
    }

    @Test
    void aMissingOrEmptyDataSetIsNamed() throws IOException {
        Path gone = changed(text -> text.replace("guesses.jsonl", "gone.jsonl"));
        assertThat(refused(gone.toString()))
                .isEqualTo("kedge: " + gone + ":4: task.train[0] must be a file that exists, got "
                        + folder.resolve("gone.jsonl"));
        Files.writeString(folder.resolve("empty.jsonl"), "");
        Path empty = changed(text -> text.replace("guesses.jsonl", "empty.jsonl"));
        assertThat(refused(empty.toString()))
                .startsWith("kedge: " + empty + ":4: task: the data set has no prompt in split train; rows per file: ");
    }

    /** These were found only when the first update or the first evaluation came to them, with half a run on disk. */
    @Test
    void promptsAndDemonstrationsThatDoNotFitAreFoundBeforeTheRunBegins() throws IOException {
        // The longest prompt has 16 letters, each a token, and 16 + 6 > 20.
        Path narrow = changed(text -> text.replace("max_positions: 32", "max_positions: 20"));
        assertThat(refused(narrow.toString()))
                .startsWith("kedge: " + narrow + ":14: rollout.sampling.max_new_tokens must be <= 4 because prompt ")
                .endsWith(" takes 16 of the model's 20 positions, got 6");
        Path narrower = changed(text -> text.replace("max_positions: 32", "max_positions: 10"));
        assertThat(refused(narrower.toString()))
                .startsWith("kedge: " + narrower + ":4: task: prompt guesses.jsonl:")
                .contains(" must fit into the model's 10 positions, but has ");
        Path longWork =
                changed(text -> text.replace("solution: \"{solution}\"", "solution: \"{solution} 0123456789012\""));
        assertThat(refused(longWork.toString()))
                .startsWith("kedge: " + longWork + ":4: task: demonstration guesses.jsonl:")
                .contains(" must fit into the model's 32 positions, but has ");
        Path silent = withLine7("{\"prompt\":\"\",\"answer\":\"1\",\"solution\":\"1\"}");
        Path wordless = changed(
                text -> text.replace("guesses.jsonl", silent.getFileName().toString()));
        assertThat(refused(wordless.toString()))
                .endsWith(silent.getFileName() + ":7 has no text for a completion to follow");
    }

    @Test
    void aWarmStartWithoutDemonstrationsIsNamed() throws IOException {
        Path recipe = changed(text -> text.replace(", solution: \"{solution}\"", ""));
        assertThat(refused(recipe.toString()))
                .isEqualTo("kedge: " + recipe
                        + ":9: warm_start.updates must be 0 for a task without demonstrations, got 24");
    }

    private static Stream<BrokenModel> brokenModels() {
        return Stream.of(
                new BrokenModel("is not a model directory: it does not exist", BadInputTest::deleteAll),
                new BrokenModel("is not a model directory: it has no config.json", delete("config.json")),
                new BrokenModel("/config.json line 29: not a valid JSON object", cut("config.json", 20)),
                new BrokenModel("/model.safetensors: the file is truncated", cut("model.safetensors", 100)),
                new BrokenModel("/model.safetensors: the file is truncated", cut("model.safetensors", 26_000)),
                new BrokenModel(
                        "/model.safetensors.index.json: x must be in a .safetensors file of this folder or one in it",
                        directory -> {
                            Files.delete(directory.resolve("model.safetensors"));
                            Files.writeString(
                                    directory.resolve("model.safetensors.index.json"),
                                    "{\"weight_map\": {\"x\": \"../../x.safetensors\"}}");
                        }),
                new BrokenModel("/tokenizer_config.json: not JSON", cut("tokenizer_config.json", 40)),
                new BrokenModel("must hold tokenizer.json", delete("tokenizer.json")),
                new BrokenModel("/tokenizer.json: not JSON", cut("tokenizer.json", 40)));
    }

    private record BrokenModel(String problem, Damage damage) {
        @Override
        public String toString() {
            return problem;
        }
    }

    private interface Damage {
        void to(Path directory) throws IOException;
    }

    @ParameterizedTest
    @MethodSource("brokenModels")
    void aBrokenModelDirectoryIsNamedWithTheFile(BrokenModel broken) throws IOException {
        Path model = Files.createTempDirectory(folder, "model").resolve("m");
        assertThat(KedgeRun.of(
                                "train",
                                game.recipe().toString(),
                                "--run-dir",
                                model.toString(),
                                "steps=0",
                                "warm_start.updates=1")
                        .status())
                .isZero();
        broken.damage.to(model);
        Path recipe = changed(
                text -> text.replaceAll("(?s)model: \\{.*?}", "model: {kind: directory, path: %s}".formatted(model)));
        assertThat(refused(recipe.toString()))
                .startsWith("kedge: " + recipe + ":6: model: ")
                .contains(model.toString())
                .contains(broken.problem);
    }

    @Test
    void aRunDirectoryThatIsInUseOrCannotBeMadeIsNamed() throws IOException {
        Path used = Files.createDirectory(folder.resolve("used"));
        Files.writeString(used.resolve("thesis.txt"), "mine");
        assertThat(line(KedgeRun.of("train", game.recipe().toString(), "--run-dir", used.toString())))
                .startsWith("kedge: run directory " + used + " must be empty or not exist yet");
        assertThat(used).isDirectoryContaining("glob:**thesis.txt").isDirectoryNotContaining("glob:**config.yaml");
        Path below = used.resolve("thesis.txt/run");
        assertThat(line(KedgeRun.of("train", game.recipe().toString(), "--run-dir", below.toString())))
                .startsWith("kedge: run directory " + below + " must be a folder that can be made");
        assertThat(line(KedgeRun.of("train", "--resume", "--run-dir", used.toString())))
                .isEqualTo("kedge: cannot resume: " + used + " must be a run directory, but it has no config.yaml");
    }

    /** Runs the train command, which must refuse; returns its one line. */
    private static String refused(String... arguments) throws IOException {
        Path run = Files.createTempDirectory(folder, "refused").resolve("run");
        List<String> all = new ArrayList<>(List.of("train", "--run-dir", run.toString()));
        all.addAll(List.of(arguments));
        String line = line(KedgeRun.of(all.toArray(String[]::new)));
        assertThat(run).doesNotExist();
        return line;
    }

    private static String line(KedgeRun result) {
        assertThat(result.status()).as(result.err()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines()).hasSize(1);
        return result.err().strip();
    }

    private static Path changed(UnaryOperator<String> change) throws IOException {
        String text = Files.readString(game.recipe());
        String changed = change.apply(text);
        assertThat(changed).isNotEqualTo(text);
        return Files.writeString(Files.createTempFile(folder, "recipe", ".yaml"), changed);
    }

    private static Path withLine7(String line) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(folder.resolve("guesses.jsonl")));
        lines.set(6, line);
        return Files.write(Files.createTempFile(folder, "data", ".jsonl"), lines);
    }

    private static Damage delete(String file) {
        return directory -> Files.delete(directory.resolve(file));
    }

    private static Damage cut(String file, int bytes) {
        return directory -> {
            byte[] whole = Files.readAllBytes(directory.resolve(file));
            Files.write(directory.resolve(file), Arrays.copyOf(whole, whole.length - bytes));
        };
    }

    private static void deleteAll(Path directory) throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            tree.sorted((first, second) -> second.compareTo(first)).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
