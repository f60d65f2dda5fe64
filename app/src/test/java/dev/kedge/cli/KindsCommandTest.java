package dev.kedge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.api.Catalogue;
import dev.kedge.api.ForeignKinds;
import dev.kedge.train.recipe.RecipeCatalogues;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class KindsCommandTest {

    private static String out(String... arguments) {
        KedgeRun run = KedgeRun.of(arguments);
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        return run.out();
    }

    @Test
    void everyKindOfEveryCatalogueIsListedOnceAtItsAddressInARecipe() {
        List<JsonNode> rows = out("kinds", "--json")
                .lines()
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
        for (Catalogue<?> catalogue : RecipeCatalogues.with(ForeignKinds.none()).all()) {
            List<String> addresses = rows.stream()
                    .filter(row -> catalogue.names().contains(row.get("name").asString()))
                    .map(row -> row.get("axis").asString())
                    .toList();
            assertThat(addresses)
                    .as(catalogue.makes().getSimpleName())
                    .hasSizeGreaterThanOrEqualTo(catalogue.names().size());
        }
        assertThat(rows.stream().map(row -> row.get("axis").asString()).distinct())
                .contains("objective.condition", "objective.advantage", "task", "reward", "model", "family")
                .doesNotHaveDuplicates();
    }

    @Test
    void anAxisIsNamedByItsLastKeyOrItsWholeAddress() {
        assertThat(out("kinds", "condition"))
                .isEqualTo(out("kinds", "objective.condition"))
                .startsWith("objective.condition")
                .contains("{kind: kl3, delta: 0.0")
                .doesNotContain("group-mean");
    }

    @Test
    void aTableInMarkdownHasARowForEachKind() {
        List<String> lines = out("kinds", "family", "--markdown")
                .lines()
                .filter(line -> line.startsWith("| "))
                .toList();
        assertThat(lines).hasSize(11); // ten families and the head
        assertThat(lines.get(0)).isEqualTo("| name | is | defaults |");
        assertThat(lines.get(1)).startsWith("| qwen3 | ");
    }

    @Test
    void anUnknownAxisIsRefusedWithWhatThereIs() {
        KedgeRun run = KedgeRun.of("kinds", "colour");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .contains("AXIS must be one of objective.condition, ")
                .contains("got colour");
    }
}
