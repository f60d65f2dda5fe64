package dev.kedge.task.data;

import dev.kedge.api.WellFormedText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rows of text as a table that a condition in SQL is asked of. */
final class TextTable {

    private static final Logger LOG = LoggerFactory.getLogger(TextTable.class);

    private static final int MAX_SHOWN = 60;

    private final TextColumns.Struct columns;
    private final List<DataRow> rows;

    private TextTable(TextColumns.Struct columns, List<DataRow> rows) {
        this.columns = columns;
        this.rows = rows;
    }

    /** The table of some rows. */
    static TextTable of(List<DataRow> rows) {
        return new TextTable(TextColumns.of(rows), rows);
    }

    /** A row as JSON for DuckDB. */
    String json(DataRow row) {
        StringBuilder json = new StringBuilder();
        columns.write(row.content(), json);
        return json.toString();
    }

    /** The name of the column with a row's place that no other column has. */
    String place() {
        Set<String> taken = new HashSet<>();
        columns.fields().values().forEach(field -> taken.add(field.sql().toLowerCase(Locale.ROOT)));
        StringBuilder place = new StringBuilder("kedge_row");
        while (taken.contains(place.toString())) {
            place.append('_');
        }
        return place.toString();
    }

    /** The table, of rows that are in another as place and content. */
    String relation(String table) {
        String structure = columns.structure().replace("'", "''");
        String fields = columns.fields().isEmpty() ? "" : ", unnest(json_transform(content, '" + structure + "'))";
        return "(SELECT place AS " + place() + fields + " FROM " + table + ")";
    }

    /** What a condition can name. */
    Condition.Columns forConditions() {
        return names -> {
            List<String> path = new ArrayList<>();
            Optional<TextColumns.Column> found = Optional.of(columns);
            for (String name : names) {
                Optional<TextColumns.Struct.Field> field = found.flatMap(column -> field(column, name));
                path.add(field.map(TextColumns.Struct.Field::sql).orElse(name));
                found = field.map(TextColumns.Struct.Field::column);
                if (found.isEmpty() && path.size() == 1) {
                    return Optional.empty();
                }
            }
            Optional<TextColumns.Texts> texts =
                    found.filter(TextColumns.Texts.class::isInstance).map(TextColumns.Texts.class::cast);
            return Optional.of(new Condition.Resolved(
                    List.copyOf(path),
                    texts.isPresent(),
                    texts.filter(TextColumns.Texts::allNumbers).isPresent(),
                    texts.map(TextColumns.Texts::numberType)
                            .orElse(TextColumns.NumberType.DECIMAL)
                            .macro()));
        };
    }

    /** By its name; where there is none of that name, by one that differs in case, as SQL has it. */
    private static Optional<TextColumns.Struct.Field> field(TextColumns.Column column, String name) {
        if (!(column instanceof TextColumns.Struct struct)) {
            return Optional.empty();
        }
        return Optional.ofNullable(struct.fields().get(name))
                .or(() -> struct.fields().entrySet().stream()
                        .filter(field -> field.getKey().equalsIgnoreCase(name))
                        .map(Map.Entry::getValue)
                        .findFirst());
    }

    /** Says which values of columns that were compared as numbers are no numbers: no comparison holds for them. */
    void warnOfOthers(Path path, List<List<String>> compared) {
        for (List<String> column : new HashSet<>(compared)) {
            long others = 0;
            Optional<String> first = Optional.empty();
            for (DataRow row : rows) {
                Optional<String> other =
                        text(row.content(), columns, column).filter(text -> !TextColumns.isNumber(text));
                others += other.isPresent() ? 1 : 0;
                first = first.isPresent()
                        ? first
                        : other.map(text -> path + ":" + row.number() + " with \"" + shortened(text) + "\"");
            }
            if (others > 0) {
                LOG.warn(
                        "where: {} {} of {} have a text that is no number in column {}, which no comparison with a"
                                + " number holds for; the first is {}",
                        others,
                        others == 1 ? "row" : "rows",
                        path,
                        String.join(".", column),
                        first.orElse(""));
            }
        }
    }

    private static String shortened(String text) {
        return WellFormedText.beginning(text, MAX_SHOWN).replaceAll("\\s+", " ");
    }

    private static Optional<String> text(RowValue value, TextColumns.Column column, List<String> path) {
        if (path.isEmpty()) {
            return value.scalar();
        }
        if (!(value instanceof RowValue.Fields fields) || !(column instanceof TextColumns.Struct struct)) {
            return Optional.empty();
        }
        return struct.fields().entrySet().stream()
                .filter(field -> field.getValue().sql().equals(path.get(0)))
                .findFirst()
                .flatMap(field -> Optional.ofNullable(fields.byName().get(field.getKey()))
                        .flatMap(below -> text(below, field.getValue().column(), path.subList(1, path.size()))));
    }
}
