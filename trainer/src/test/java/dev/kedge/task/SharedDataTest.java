package dev.kedge.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.api.Prompt;
import dev.kedge.api.Verifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Real data sets, from the folder that the system property {@code kedge.shared} names. */
@Tag("shared-data")
class SharedDataTest {

    private static String path(String file) {
        return Path.of(System.getProperty("kedge.shared", ""), "data", file).toString();
    }

    private static final Verifier NUMERIC = Wanted.verifier(Wanted.of("numeric"));

    private static Task gsm8k() throws IOException {
        return Wanted.task(
                Wanted.of(
                        "jsonl",
                        Map.of(
                                "train", List.of(path("gsm8k/train.jsonl")),
                                "test", List.of(path("gsm8k/test.jsonl")),
                                "prompt", "{question}\n",
                                "answer_marker", "####",
                                "solution", "{answer}")),
                1);
    }

    @Test
    void everyWorkedSolutionOfGsm8kIsRightByTheNumericVerifier() throws IOException {
        Task task = gsm8k();
        long rows = 0;
        for (Split split : Split.values()) {
            DemonstrationSource solutions = task.demonstrations(split).orElseThrow();
            long count = solutions.demonstrationCount().orElseThrow();
            rows += count;
            for (long i = 0; i < count; i++) {
                Demonstration solution = solutions.demonstration(i);
                assertThat(NUMERIC.verify(solution.prompt(), solution.completion())
                                .isCorrect())
                        .as("%s", solution)
                        .isTrue();
                assertThat(NUMERIC.verify(solution.prompt(), "The answer is 123456789.")
                                .isCorrect())
                        .isFalse();
            }
        }
        assertThat(rows).isEqualTo(7_473 + 1_319); // README of the folder; no question occurs twice
        assertThat(task.prompts(Split.TEST).size()).hasValue(1_319);
        assertThat(task.prompts(Split.TEST).prompt(0).text()).startsWith("Janet’s ducks lay 16 eggs per day.");
        assertThat(task.prompts(Split.TEST).prompt(0).answer()).isEqualTo("18");
    }

    @Test
    void answersOfTheOtherSetsAreNumbersToTheVerifier() throws IOException {
        Map<String, Map<String, Object>> sets = Map.of(
                "svamp", Map.of("prompt", "{Body} {Question}", "answer", "{Answer}"),
                "aime24", Map.of("prompt", "{problem}"),
                "amc23", Map.of("prompt", "{question}"));
        long rows = 0;
        for (Map.Entry<String, Map<String, Object>> set : sets.entrySet()) {
            Map<String, Object> settings = new HashMap<>(set.getValue());
            settings.put("train", List.of(path(set.getKey() + "/test.jsonl")));
            Task task = Wanted.task(Wanted.of("jsonl", settings), 1);
            for (Split split : Split.values()) {
                TaskSource prompts = task.prompts(split);
                rows += prompts.size().orElseThrow();
                for (long i = 0; i < prompts.size().orElseThrow(); i++) {
                    Prompt prompt = prompts.prompt(i);
                    assertThat(NUMERIC.verify(prompt, "#### " + prompt.answer()).isCorrect())
                            .as("%s", prompt)
                            .isTrue();
                }
            }
        }
        assertThat(rows).isEqualTo(1_000 + 30 + 40);
    }

    @Test
    void formatsKnowTheColumnsOfTheirDataSets() throws IOException {
        Map<String, String> firstAnswers = Map.of("gsm8k", "18", "svamp", "145.0", "aime24", "204", "amc23", "27.0");
        Map<String, String> formats = Map.of("gsm8k", "gsm8k", "svamp", "svamp", "aime24", "aime", "amc23", "amc");
        for (Map.Entry<String, String> set : firstAnswers.entrySet()) {
            String format = formats.getOrDefault(set.getKey(), "");
            Task task = Wanted.task(
                    Wanted.of("dataset", Map.of("test", List.of(path(set.getKey() + "/test.jsonl")), "format", format)),
                    1);
            Prompt first = task.prompts(Split.TEST).prompt(0);
            assertThat(first.answer()).as("%s", set).isEqualTo(set.getValue());
            assertThat(first.text()).isNotBlank();
            Verifier verifier = Wanted.verifier(Wanted.of(task.verifierKind()));
            TaskSource prompts = task.prompts(Split.TEST);
            for (long i = 0; i < prompts.size().orElseThrow(); i++) {
                assertThat(verifier.unfitReference(prompts.prompt(i))).isEmpty();
            }
        }
    }
}
