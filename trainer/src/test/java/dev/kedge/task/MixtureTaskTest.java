package dev.kedge.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kedge.api.Prompt;
import dev.kedge.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MixtureTaskTest {

    @TempDir
    Path directory;

    private Map<String, Object> data(String name, int rows, double weight) throws IOException {
        Path train = Files.writeString(directory.resolve(name + ".jsonl"), rows(name, rows));
        Path test = Files.writeString(directory.resolve(name + "-test.jsonl"), rows(name + " held", rows / 10));
        return Map.of(
                "kind",
                "dataset",
                "name",
                name,
                "weight",
                weight,
                "train",
                List.of(train.toString()),
                "validation",
                List.of(test.toString()),
                "test",
                List.of(test.toString()));
    }

    private static String rows(String name, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"prompt\":\"" + name + " " + i + "\",\"answer\":" + i + "}\n")
                .collect(Collectors.joining());
    }

    private static Task mixture(Map<?, ?>... parts) throws IOException {
        return Wanted.task(Wanted.of("mixture", Map.of("of", List.of(parts))), 7);
    }

    private static List<String> drawn(TaskSource source, long from, long to) {
        return source.prompts(LongStream.range(from, to).boxed().toList()).stream()
                .map(Prompt::id)
                .toList();
    }

    @Test
    void afterAnyNumberOfDrawsEachTaskHasItsShareGiveOrTakeOne() throws IOException {
        // Weights 5, 2, 1: shares 5/8, 2/8, 1/8.
        TaskSource train =
                mixture(data("a", 40, 5), data("b", 20, 2), data("c", 10, 1)).prompts(Split.TRAIN);
        double[] shares = {5 / 8.0, 2 / 8.0, 1 / 8.0};
        long[] given = new long[3];
        for (Prompt prompt : train.prompts(LongStream.range(0, 800).boxed().toList())) {
            given["abc".indexOf(prompt.fields().get("mixture"))]++;
            long sum = LongStream.of(given).sum();
            for (int j = 0; j < 3; j++) {
                assertThat((double) given[j]).isBetween(sum * shares[j] - 1.5, sum * shares[j] + 1.5);
            }
        }
        assertThat(given).containsExactly(500, 200, 100);
        assertThat(train.size()).isEmpty();
    }

    @Test
    void whatIsDrawnDependsOnTheNumberOfTheDrawAlone() throws IOException {
        TaskSource straight = mixture(data("a", 40, 1), data("b", 20, 3)).prompts(Split.TRAIN);
        List<String> all = drawn(straight, 0, 500);
        TaskSource later = mixture(data("a", 40, 1), data("b", 20, 3)).prompts(Split.TRAIN);
        assertThat(drawn(later, 333, 500)).isEqualTo(all.subList(333, 500));
        assertThat(later.prompt(7).id()).isEqualTo(all.get(7));
        // b has 3 of 4 draws: its 20 rows are gone through in the first 27 draws, each once.
        assertThat(all.subList(0, 26).stream().filter(id -> id.startsWith("b/")))
                .doesNotHaveDuplicates();
    }

    @Test
    void heldOutPromptsComeOnceEach() throws IOException {
        Task task = mixture(data("a", 100, 1), data("b", 30, 9));
        TaskSource test = task.prompts(Split.TEST);
        assertThat(test.size()).hasValue(13);
        assertThat(LongStream.range(0, 13).mapToObj(i -> test.prompt(i).id())).doesNotHaveDuplicates();
        assertThat(task.files()).hasSize(6);
        assertThat(task.verifierKind()).isEqualTo("numeric");
    }

    @Test
    void generatorsAndDataSetsMix() throws IOException {
        Task task = mixture(Map.of("kind", "addition"), data("b", 30, 1));
        assertThat(task.prompts(Split.TRAIN).prompt(0).id()
                        + task.prompts(Split.TRAIN).prompt(1).id())
                .contains("addition_1/addition/train/0", "b/b.jsonl:");
        assertThat(task.verifierKind()).isEqualTo("marked-integer or numeric");
    }

    @Test
    void whatIsWrongNamesItsPart() throws IOException {
        Map<String, Object> good = data("a", 10, 1);
        assertThatThrownBy(() -> mixture(good, good)).hasMessageStartingWith("of[1].name must differ");
        assertThatThrownBy(() -> mixture(good, Map.of("kind", "addition", "digits", 1)))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("of[1].digits must be 2 to 9");
        assertThatThrownBy(() -> mixture(Map.of("kind", "addition", "weight", 0)))
                .hasMessage("of[0].weight must be a number > 0, got 0.0");
    }

    /** Row 3 of a's training file is row 1 of b's test file, in other capitals: of 40 rows 39 stay. */
    @Test
    void whatOneTaskHoldsOutNoOtherTrainsOn() throws IOException {
        Map<String, Object> plain = data("a", 40, 1);
        Map<String, Object> other = data("b", 20, 1);
        Files.writeString(directory.resolve("b-test.jsonl"), "{\"prompt\":\"A  3\",\"answer\":0}\n");
        assertThat(drawn(mixture(plain, data("c", 20, 1)).prompts(Split.TRAIN), 0, 80))
                .contains("a/a.jsonl:4");
        TaskSource train = mixture(plain, other).prompts(Split.TRAIN);
        List<String> ids =
                drawn(train, 0, 78).stream().filter(id -> id.startsWith("a/")).toList();
        assertThat(ids).hasSize(39).doesNotHaveDuplicates().doesNotContain("a/a.jsonl:4");
        Map<String, Object> allowed = new HashMap<>(plain);
        allowed.put("overlap", "allow");
        assertThat(drawn(mixture(allowed, other).prompts(Split.TRAIN), 0, 80)).contains("a/a.jsonl:4");
        Map<String, Object> refused = new HashMap<>(plain);
        refused.put("overlap", "error");
        assertThatThrownBy(() -> mixture(refused, other))
                .hasMessage("training and held-out files must not share a prompt (overlap: error), got a/a.jsonl:4, the"
                        + " prompt of b/b-test.jsonl:1");
    }

    /** Of prompts "a 0" to "a 39" those with one digit are 10, of b's 20 they are 10. */
    @Test
    void aMixtureOfSelectedPromptsIsTheMixtureOfTasksWithThem() throws IOException {
        SelectedTask.LeftOut leftOut = new SelectedTask.LeftOut();
        Task selected = SelectedTask.of(
                mixture(data("a", 40, 1), data("b", 20, 1)),
                Set.of(Split.TRAIN),
                prompt -> prompt.text().length() == 3,
                leftOut);
        assertThat(drawn(selected.prompts(Split.TRAIN), 0, 20)).hasSize(20).doesNotHaveDuplicates();
        assertThat(leftOut.count()).isEqualTo(30 + 10);
        assertThat(leftOut.first().map(Prompt::id)).hasValue("a.jsonl:11");
        assertThat(selected.prompts(Split.TEST).size()).hasValue(6);
    }
}
