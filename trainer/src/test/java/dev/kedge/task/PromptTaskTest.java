package dev.kedge.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kedge.api.Prompt;
import dev.kedge.config.ConfigException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PromptTaskTest {

    private static final List<Prompt> PROMPTS =
            IntStream.range(0, 400).mapToObj(i -> prompt("2*" + i + "=")).toList();

    @Test
    void everyPromptIsInOneSplitAndMostAreTrainedOn() {
        PromptTask task = PromptTask.of(PROMPTS);
        List<Prompt> train = all(task, Split.TRAIN);
        List<Prompt> validation = all(task, Split.VALIDATION);
        List<Prompt> test = all(task, Split.TEST);
        assertThat(train).doesNotContainAnyElementsOf(validation).doesNotContainAnyElementsOf(test);
        assertThat(validation).doesNotContainAnyElementsOf(test);
        assertThat(train.size() + validation.size() + test.size()).isEqualTo(PROMPTS.size());
        assertThat(train.size()).isBetween(250, 350);
        // The same prompts fall on the same side whatever stands beside them.
        assertThat(all(PromptTask.of(PROMPTS.subList(0, 200)), Split.TEST)).isSubsetOf(test);
    }

    @Test
    void heldOutPromptsCanBeGiven() {
        PromptTask task = PromptTask.of(PROMPTS.subList(0, 3), PROMPTS.subList(3, 4));
        assertThat(all(task, Split.TRAIN)).isEqualTo(PROMPTS.subList(0, 3));
        assertThat(all(task, Split.TEST)).isEqualTo(PROMPTS.subList(3, 4));
        assertThat(all(task, Split.VALIDATION)).isEqualTo(PROMPTS.subList(3, 4));
        assertThat(task.demonstrations(Split.TRAIN)).isEmpty();
        Demonstration shown = new Demonstration(PROMPTS.get(0), "0");
        assertThat(task.withDemonstrations(List.of(shown))
                        .demonstrations(Split.TRAIN)
                        .orElseThrow()
                        .demonstration(0))
                .isEqualTo(shown);
    }

    @Test
    void whatIsMissingIsSaidInOneLine() {
        assertThatThrownBy(() -> PromptTask.of(List.of())).hasMessage("a task must have at least one prompt, got none");
        PromptTask single = PromptTask.of(PROMPTS.subList(0, 1));
        assertThatThrownBy(() -> {
                    single.prompts(Split.TEST);
                    single.prompts(Split.VALIDATION);
                })
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("got 1 prompts and none of them in it; give the held-out ones");
    }

    private static List<Prompt> all(Task task, Split split) {
        TaskSource source = task.prompts(split);
        return source.first(source.size().orElseThrow()).toList();
    }

    private static Prompt prompt(String text) {
        return new Prompt(text, text, "", Map.of());
    }
}
