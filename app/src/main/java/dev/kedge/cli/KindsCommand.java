package dev.kedge.cli;

import dev.kedge.api.Catalogue;
import dev.kedge.api.Choice;
import dev.kedge.api.ForeignKinds;
import dev.kedge.api.Kind;
import dev.kedge.config.ChoicePath;
import dev.kedge.config.NearestName;
import dev.kedge.config.RecipeWriter;
import dev.kedge.model.Family;
import dev.kedge.model.hub.Families;
import dev.kedge.train.recipe.Recipe;
import dev.kedge.train.recipe.RecipeCatalogues;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kedge kinds}: everything that a recipe can choose by name, Kedge's own and what other jars bring. */
@Command(
        name = "kinds",
        description = "What a recipe can choose by name, axis by axis; kinds of other jars (KEDGE_CLASSPATH) too.",
        footer = {"", "A kind of another jar names in its last column the class that brings it."})
final class KindsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "AXIS",
            description = "One of them only, such as condition or objective.condition.")
    private Optional<String> axis = Optional.empty();

    @Option(names = "--markdown", description = "Tables in Markdown, for a page.")
    private boolean markdown;

    @Option(names = "--json", description = "A line of JSON for each kind.")
    private boolean json;

    @Override
    public void run() {
        Map<String, Catalogue<?>> axes = axes();
        axis.ifPresent(name -> axes.keySet().retainAll(List.of(known(name, axes))));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            axes.forEach((name, catalogue) -> rows(name, catalogue).forEach(row -> out.println(JsonText.of(row))));
            return;
        }
        out.println(axes.entrySet().stream()
                .map(entry -> section(entry.getKey(), rows(entry.getKey(), entry.getValue())))
                .collect(Collectors.joining(System.lineSeparator().repeat(2))));
    }

    /**
     * Every catalogue under the address in a recipe at which its kinds stand; families are chosen by a model's files.
     */
    private static Map<String, Catalogue<?>> axes() {
        ForeignKinds foreign = ForeignKinds.found();
        List<Catalogue<?>> all = new ArrayList<>(RecipeCatalogues.with(foreign).all());
        all.add(Families.catalogue(foreign));
        Map<String, Catalogue<?>> axes = new LinkedHashMap<>();
        all.forEach(catalogue -> axes.put(address(catalogue.makes()), catalogue));
        return axes;
    }

    private static String address(Class<?> makes) {
        return ChoicePath.first(Recipe.class, makes)
                .orElse(Family.class.getSimpleName().toLowerCase(Locale.ROOT));
    }

    private static String known(String name, Map<String, Catalogue<?>> axes) {
        return axes.keySet().stream()
                .filter(address -> address.equals(name) || address.endsWith("." + name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("AXIS must be one of " + String.join(", ", axes.keySet())
                                + ", got " + name + NearestName.question(name, axes.keySet())));
    }

    private static <T> List<Map<String, Object>> rows(String axis, Catalogue<T> catalogue) {
        return catalogue.kinds().stream()
                .map(kind -> row(axis, kind, catalogue.provider(kind.name())))
                .toList();
    }

    private static Map<String, Object> row(String axis, Kind<?, ?> kind, Optional<String> provider) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("axis", axis);
        row.put("name", kind.name());
        row.put("is", kind.about().title());
        row.put("formula", kind.about().formula());
        row.put("defaults", RecipeWriter.inline(Choice.of(kind)));
        row.put("from", kind.about().citation());
        row.put("by", provider.orElse(""));
        return row;
    }

    /** The table of an axis, without the columns in which none of its kinds has anything. */
    private String section(String axis, List<Map<String, Object>> rows) {
        List<String> columns = rows.get(0).keySet().stream()
                .filter(column -> !column.equals("axis"))
                .filter(column ->
                        rows.stream().anyMatch(row -> !cell(row, column).isEmpty()))
                .toList();
        if (!markdown) {
            TextTable table = new TextTable(columns);
            rows.forEach(row -> table.row(cells(row, columns, cell -> cell)));
            return axis + System.lineSeparator() + table;
        }
        List<String> lines = new ArrayList<>();
        lines.add("## " + axis);
        lines.add("");
        lines.add(line(columns));
        lines.add("|" + "---|".repeat(columns.size()));
        rows.forEach(row -> lines.add(line(cells(row, columns, cell -> cell.replace("|", "\\|")))));
        return String.join(System.lineSeparator(), lines);
    }

    private static String line(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static List<String> cells(Map<String, Object> row, List<String> columns, Function<String, String> written) {
        return columns.stream().map(column -> written.apply(cell(row, column))).toList();
    }

    private static String cell(Map<String, Object> row, String column) {
        return String.valueOf(row.get(column));
    }
}
