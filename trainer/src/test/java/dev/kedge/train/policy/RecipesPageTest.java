package dev.kedge.train.policy;

import static dev.kedge.documentation.MarkdownTable.code;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.api.Choice;
import dev.kedge.api.ForeignKinds;
import dev.kedge.api.Kind;
import dev.kedge.config.RecipeWriter;
import dev.kedge.documentation.MarkdownTable;
import dev.kedge.documentation.Page;
import dev.kedge.task.Tasks;
import dev.kedge.train.recipe.Recipe;
import dev.kedge.verifiers.Verifiers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/recipes.md names every setting with its default, and every kind that a setting can choose. */
class RecipesPageTest {

    private static final Page PAGE = Page.at("docs/recipes.md");
    private static final Pattern ROW =
            Pattern.compile("^\\| `([a-z0-9_.]+)` \\| `([^`]*)` \\| .+ \\|$", Pattern.MULTILINE);

    @TempDir
    Path temporary;

    @Test
    void everySettingStandsThereWithItsDefault() throws IOException {
        Path empty = Files.createFile(temporary.resolve("empty.yaml"));
        Map<String, String> defaults =
                settings(RecipeWriter.toYaml(Recipe.read(empty, List.of()).value()));
        Map<String, String> documented = new LinkedHashMap<>();
        Matcher rows = ROW.matcher(PAGE.text());
        while (rows.find()) {
            documented.put(rows.group(1), rows.group(2));
        }
        assertThat(documented).containsExactlyInAnyOrderEntriesOf(defaults);
    }

    @Test
    void everyTaskStandsThere() throws IOException {
        MarkdownTable table = new MarkdownTable("task", "is", "with every setting at its default");
        rows(table, Tasks.catalogue(ForeignKinds.none()).kinds());
        PAGE.holds("tasks", "\n" + table + "\n");
    }

    @Test
    void everyVerifierStandsThere() throws IOException {
        MarkdownTable table = new MarkdownTable("verifier", "is", "with every setting at its default");
        rows(table, Verifiers.kinds());
        PAGE.holds("verifiers", "\n" + table + "\n");
    }

    @Test
    void everyModelStandsThere() throws IOException {
        assertThat(ModelKinds.ALL).extracting(Kind::name).containsExactlyInAnyOrder("new", "directory", "gguf");
        MarkdownTable table = new MarkdownTable("model", "is", "with every setting at its default");
        rows(table, ModelKinds.ALL);
        PAGE.holds("models", "\n" + table + "\n");
    }

    private static void rows(MarkdownTable table, List<? extends Kind<?, ?>> kinds) {
        kinds.forEach(
                kind -> table.row(code(kind.name()), kind.about().title(), code(RecipeWriter.inline(Choice.of(kind)))));
    }

    /** Path to value of every line of block YAML that has a value; choices and lists stand on one line each. */
    private static Map<String, String> settings(String yaml) {
        Map<String, String> settings = new LinkedHashMap<>();
        List<String> path = new ArrayList<>();
        for (String line : yaml.lines().toList()) {
            int depth = (line.length() - line.stripLeading().length()) / 2;
            path.subList(depth, path.size()).clear();
            path.add(line.strip().substring(0, line.strip().indexOf(':')));
            String value = line.strip().substring(line.strip().indexOf(':') + 1).strip();
            if (!value.isEmpty()) {
                settings.put(String.join(".", path), value);
            }
        }
        return settings;
    }
}
