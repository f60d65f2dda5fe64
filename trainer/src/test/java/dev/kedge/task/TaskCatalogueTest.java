package dev.kedge.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kedge.api.Choice;
import dev.kedge.api.ForeignKinds;
import dev.kedge.api.Kind;
import dev.kedge.config.ConfigException;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TaskCatalogueTest {

    @Test
    void everyGeneratorOfTheCatalogueIsMadeFromItsDefaultsAndHasAVerifier() throws IOException {
        Set<String> names = new HashSet<>();
        for (Kind<?, TaskMaker> kind : Tasks.catalogue(ForeignKinds.none()).kinds()) {
            assertThat(names.add(kind.name())).isTrue();
            assertThat(kind.about().title()).isNotBlank();
            if (Set.of("dataset", "jsonl", "mixture").contains(kind.name())) {
                continue; // has no default files or tasks
            }
            Task task = TaskMaker.chosen(Choice.of(kind), 1);
            assertThat(Wanted.verifier(Wanted.of(task.verifierKind()))).isNotNull();
            assertThat(task.prompts(Split.TEST).prompt(0).id()).isEqualTo(kind.name() + "/test/0");
            assertThat(task.files()).isEmpty();
        }
        assertThat(names).containsExactlyInAnyOrder("addition", "modular", "countdown", "dataset", "jsonl", "mixture");
    }

    @Test
    void settingsReachTheTask() throws IOException {
        Wanted choice =
                Wanted.of("addition", Map.of("digits", 3L, "teacher", Map.of("misconception", 0.0, "slip", 0.0)));
        Task task = Wanted.task(choice, 1);
        assertThat(task.prompts(Split.TRAIN).prompt(0).text()).matches("[1-9][0-9]{2}\\+[1-9][0-9]{2}=");
        Prompts first = new Prompts(task);
        assertThat(first.solutionIsRight()).isTrue();
    }

    private record Prompts(Task task) {
        boolean solutionIsRight() {
            Demonstration demonstration =
                    task.demonstrations(Split.TRAIN).orElseThrow().demonstration(0);
            return Wanted.verifier(Wanted.of(task.verifierKind()))
                    .verify(demonstration.prompt(), demonstration.completion())
                    .isCorrect();
        }
    }

    @Test
    void wrongSettingsNameTheirPath() {
        assertThatThrownBy(() -> Wanted.task(Wanted.of("addition", Map.of("digits", 12L)), 1))
                .isInstanceOf(ConfigException.class)
                .hasMessage("digits must be 2 to 9, got 12");
        assertThatThrownBy(() -> Wanted.task(Wanted.of("addition", Map.of("teacher", Map.of("slip", 1.5))), 1))
                .isInstanceOf(ConfigException.class)
                .hasMessage("teacher.slip must be in [0, 1), got 1.5");
        assertThatThrownBy(() -> Wanted.task(Wanted.of("addtion"), 1))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("addition, countdown, dataset, jsonl, mixture, modular");
        assertThatThrownBy(() -> Wanted.task(Wanted.of("modular", Map.of("operations", 2L)), 1))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("modular has too few different problems");
    }
}
