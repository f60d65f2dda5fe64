package dev.kedge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kedge.testing.GuessingGameRecipe;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs and {@code kedge verify} with a verifier in Python and in Node. */
class ProcessVerifierRunTest {

    private static final List<String> OUTCOMES = List.of(
            "rollout/outcome_correct",
            "rollout/outcome_wrong",
            "rollout/outcome_unparsable",
            "rollout/outcome_timeout",
            "rollout/outcome_error");

    @TempDir
    private Path folder = Path.of("");

    /**
     * Both pay a tenth for each digit 0 to 3 and 1 for the reference; an empty completion is left out, "33" is fatal.
     */
    @ParameterizedTest
    @CsvSource({"python3, digits.py", "node, digits.js"})
    void aRunIsRewardedByAProgram(String program, String script) throws IOException {
        assumeThere(program);
        GuessingGameRecipe game = new GuessingGameRecipe(folder);
        Path run = game.folder("run");
        KedgeRun train = KedgeRun.of(
                "train",
                game.recipe().toString(),
                "--run-dir",
                run.toString(),
                "steps=2",
                "evaluation.every=2",
                "reward={kind: process, command: [" + program + ", " + script(script) + "], timeout: 60s}");
        assertThat(train.err()).doesNotContain("kedge: ");
        assertThat(train.status()).isZero();
        List<JsonNode> steps = Files.readAllLines(run.resolve("metrics.jsonl")).stream()
                .map(line -> JsonMapper.shared().readTree(line))
                .filter(line -> line.has("rollout/reward_mean"))
                .toList();
        assertThat(steps).hasSize(2);
        for (JsonNode step : steps) {
            double right = step.path("rollout/reward_equal_mean").asDouble(-1);
            assertThat(right).isBetween(0.0, 1.0);
            double digits = step.path("rollout/reward_digits_mean").asDouble(-1);
            assertThat(digits).isBetween(0.0, 0.6); // six tokens at most
            // Both means are over those that were judged.
            assertThat(step.path("rollout/reward_mean").asDouble()).isEqualTo(right + digits, offset(1e-6));
            // 4 prompts · 4 completions, each counted once, whatever became of it
            assertThat(OUTCOMES.stream()
                            .mapToDouble(outcome -> step.path(outcome).asDouble())
                            .sum())
                    .isEqualTo(16);
        }
        assertThat(ProcessHandle.current()
                        .descendants()
                        .map(ProcessHandle::info)
                        .map(Object::toString))
                .as("children of the run")
                .noneMatch(info -> info.contains(script));
    }

    /** The rule for verifiers that fail on every call holds, and the program's own words are in the line. */
    @Test
    void aProgramThatCannotStartEndsTheRunWithItsWords() {
        assumeThere("python3");
        GuessingGameRecipe game = new GuessingGameRecipe(folder);
        KedgeRun train = KedgeRun.of(
                "train",
                game.recipe().toString(),
                "--run-dir",
                game.folder("run").toString(),
                "warm_start.updates=0",
                "reward={kind: process, command: [python3, -c, import nobodys_module]}");
        assertThat(train.status()).isEqualTo(1);
        assertThat(train.err())
                .contains("kedge: the verifier failed on every one of 8 completions, so nothing can be learned: "
                        + "IllegalStateException: the program ended with status 1: ModuleNotFoundError: "
                        + "No module named 'nobodys_module'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{kind: process} | reward.command must be a program and its arguments, such as [python3, score.py], got none",
                "{kind: process, command: [pyhton3, a.py]} | reward.command must begin with a program that can be run, got [pyhton3, a.py]",
                "{kind: process, command: [sh], children: 0} | reward.children must be in [1, 256], got 0",
                "{kind: process, command: [sh], timeout: 0s} | reward.timeout must be positive, got PT0S",
                "{kind: process, command: [sh], start_timeout: PT-1S} | reward.start_timeout must not be negative, got PT-1S",
                "{kind: process, command: [sh], memory_megabytes: 1} | reward.memory_megabytes must be in [16, 16777216], got 1",
                "{kind: process, command: [sh], max_output: 1} | reward.max_output must be in [64, 67108864], got 1",
                "{kind: process, command: [sh], childern: 2} | reward.childern is not a setting (did you mean children?)",
            })
    void aWrongSettingIsOneLine(String reward, String problem) {
        GuessingGameRecipe game = new GuessingGameRecipe(folder);
        KedgeRun train = KedgeRun.of("train", game.recipe().toString(), "reward=" + reward);
        assertThat(train.status()).isEqualTo(2);
        assertThat(train.err()).startsWith("kedge: " + problem);
        assertThat(train.err().lines()).hasSize(1);
    }

    /** Fields of a line that are no texts arrive as they are: the program compares a list with a list. */
    @Test
    void verifyAsksAProgramWithTheFieldsOfTheLine() throws IOException {
        assumeThere("python3");
        Path input = Files.writeString(folder.resolve("answers.jsonl"), """
                {"id": "a", "gold": "", "pred": "[1, [2]]", "wanted": [1, [2]], "prompt": "Say it."}
                {"id": "b", "gold": "", "pred": "[1, 2]", "wanted": [1, [2]], "prompt": [{"role": "user", "content": "Say it."}]}
                """);
        KedgeRun run = KedgeRun.of(
                "verify",
                "--input",
                input.toString(),
                "--json",
                "--verifier",
                "{kind: process, command: [python3, " + script("wanted.py") + "], timeout: 60s}");
        assertThat(run.status()).isZero();
        assertThat(run.out().lines())
                .containsExactly(
                        "{\"id\":\"a\",\"correct\":true,\"extracted\":\"\",\"reason\":\"Say it.\"}",
                        "{\"id\":\"b\",\"correct\":false,\"extracted\":\"\",\"reason\":\"user: Say it.\"}");
    }

    private Path script(String name) throws IOException {
        Path script = folder.resolve(name);
        try (InputStream source = Objects.requireNonNull(getClass().getResourceAsStream("/process/" + name), name)) {
            Files.write(script, source.readAllBytes());
        }
        return script;
    }

    /** The build machine has both, .ci/run sees to it. */
    private static void assumeThere(String program) {
        boolean there;
        try {
            there = new ProcessBuilder(program, "--version")
                            .start()
                            .onExit()
                            .join()
                            .pid()
                    > 0;
        } catch (IOException none) {
            there = false;
        }
        assumeTrue(there, "there is no " + program + " on this machine");
    }
}
