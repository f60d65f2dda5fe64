package dev.kedge.task.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The columns of a Parquet file: by the names that the file has, which may differ in case only, and by those that
 * DuckDB reads it with, which may not.
 *
 * @param path where it lies
 * @param columns in the order of the file
 */
record ParquetFile(Path path, List<Column> columns) {

    private static final String NUMBER = "file_row_number";

    /**
     * A column.
     *
     * @param name in the file
     * @param sql for DuckDB
     * @param type DuckDB's
     */
    record Column(String name, String sql, ColumnType type) {}

    /**
     * The columns under the names that the file itself has.
     *
     * @param names the file's, in order
     * @param byDuckDb DuckDB's names and types, in the same order
     * @param writtenByDuckDb whether DuckDB wrote the file: then the second of two names that differ in case,
     *     {@code Answer} and {@code answer}, is {@code answer_1} in it
     */
    static ParquetFile of(Path path, List<String> names, Map<String, String> byDuckDb, boolean writtenByDuckDb) {
        List<Column> columns = new ArrayList<>();
        List<String> sql = List.copyOf(byDuckDb.keySet());
        for (int i = 0; i < sql.size(); i++) {
            String name = i < names.size() ? names.get(i) : sql.get(i);
            Optional<String> first = writtenByDuckDb ? renamed(name, names) : Optional.empty();
            columns.add(new Column(
                    first.orElse(name),
                    sql.get(i),
                    ColumnType.parse(byDuckDb.getOrDefault(sql.get(i), ColumnType.TEXT))));
        }
        return new ParquetFile(path, List.copyOf(columns));
    }

    private static Optional<String> renamed(String name, List<String> names) {
        String before = name.replaceFirst("_\\d+$", "");
        boolean clashed = !before.equals(name)
                && !names.contains(before)
                && names.subList(0, names.indexOf(name)).stream().anyMatch(before::equalsIgnoreCase);
        return clashed ? Optional.of(before) : Optional.empty();
    }

    /** The name of a column with the row's place in the file, from 0, that no column of the file has. */
    String place() {
        StringBuilder place = new StringBuilder("kedge_row");
        while (columns.stream().anyMatch(column -> column.sql().equalsIgnoreCase(place.toString()))) {
            place.append('_');
        }
        return place.toString();
    }

    /** The file as a table: some of its columns, and the row's place. */
    String relation(List<Column> some) {
        boolean taken = columns.stream().anyMatch(column -> column.sql().equalsIgnoreCase(NUMBER));
        StringBuilder query = new StringBuilder("(SELECT ");
        query.append(taken ? "row_number() OVER () - 1" : NUMBER).append(" AS ").append(place());
        for (Column column : some) {
            String name = ColumnType.quoted(column.sql());
            query.append(", ").append(isBytes(column) ? text(name) + " AS " + name : name);
        }
        query.append(" FROM ").append(reader(path, !taken)).append(')');
        return query.toString();
    }

    private static boolean isBytes(Column column) {
        return column.type().equals(new ColumnType.Scalar("BLOB"));
    }

    /** Bytes as the text that they are in UTF-8; what is no UTF-8 as DuckDB writes bytes. */
    private static String text(String bytes) {
        return "coalesce(try(decode(" + bytes + ")), " + bytes + "::VARCHAR)";
    }

    /** The table function that reads a file. */
    static String reader(Path path, boolean numbered) {
        return "read_parquet(" + literal(path) + (numbered ? ", file_row_number = true)" : ")");
    }

    /** A path as a literal of SQL. */
    static String literal(Path path) {
        return "'" + path.toString().replace("'", "''") + "'";
    }

    /** The JSON of a row: a list with its place and the values of columns, numbers as texts. */
    String json(List<Column> some) {
        StringBuilder json = new StringBuilder("to_json({'p': " + place());
        for (int i = 0; i < some.size(); i++) {
            Column column = some.get(i);
            String name = ColumnType.quoted(column.sql());
            String wanted = isBytes(column) ? ColumnType.TEXT : column.type().withTextForNumbers();
            json.append(", 'c")
                    .append(i)
                    .append("': ")
                    .append("CAST(")
                    .append(name)
                    .append(" AS ")
                    .append(wanted)
                    .append(')');
        }
        return json.append("})::VARCHAR").toString();
    }

    /** The row of such JSON. */
    DataRow row(List<Column> some, String json) {
        Map<String, RowValue> read = ((RowValue.Fields) RowJson.value(json)).byName();
        Map<String, RowValue> fields = new LinkedHashMap<>();
        for (int i = 0; i < some.size(); i++) {
            RowValue value = read.getOrDefault("c" + i, new RowValue.Nothing());
            fields.put(some.get(i).name(), typed(value, some.get(i).type()));
        }
        long place = Long.parseLong(
                read.getOrDefault("p", new RowValue.Nothing()).scalar().orElseThrow());
        return new DataRow(place, new RowValue.Fields(fields));
    }

    private static RowValue typed(RowValue value, ColumnType type) {
        if (value instanceof RowValue.Sequence list && type instanceof ColumnType.Listed listed) {
            return new RowValue.Sequence(list.elements().stream()
                    .map(element -> typed(element, listed.element()))
                    .toList());
        }
        if (value instanceof RowValue.Fields fields) {
            Map<String, RowValue> typed = new LinkedHashMap<>();
            fields.byName()
                    .forEach((name, field) -> typed.put(
                            name,
                            type instanceof ColumnType.Struct struct
                                            && struct.fields().containsKey(name)
                                    ? typed(
                                            field,
                                            struct.fields().getOrDefault(name, new ColumnType.Scalar(ColumnType.TEXT)))
                                    : type instanceof ColumnType.Mapped map ? typed(field, map.value()) : field));
            return new RowValue.Fields(typed);
        }
        boolean number = type instanceof ColumnType.Scalar scalar && scalar.isNumber();
        return number && value instanceof RowValue.Text text ? new RowValue.Numeral(written(text.text())) : value;
    }

    private static String written(String number) {
        return switch (number) {
            case "nan" -> "NaN";
            case "inf" -> "Infinity";
            case "-inf" -> "-Infinity";
            default -> number;
        };
    }

    /** What a condition can name. */
    Condition.Columns forConditions() {
        Map<String, Column> exact = new HashMap<>();
        Map<String, List<Column>> anyCase = new HashMap<>();
        columns.forEach(column -> {
            exact.put(column.name(), column);
            anyCase.computeIfAbsent(column.name().toLowerCase(Locale.ROOT), any -> new ArrayList<>())
                    .add(column);
        });
        return names -> {
            String name = names.get(0);
            List<Column> alike = anyCase.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
            Optional<Column> found =
                    Optional.ofNullable(exact.get(name)).or(() -> alike.stream().findFirst());
            return found.map(column -> resolved(column, names));
        };
    }

    private static Condition.Resolved resolved(Column column, List<String> names) {
        List<String> path = new ArrayList<>(names);
        path.set(0, column.sql());
        ColumnType type = column.type();
        for (String part : names.subList(1, names.size())) {
            type = type instanceof ColumnType.Struct struct
                    ? struct.fields().entrySet().stream()
                            .filter(field -> field.getKey().equalsIgnoreCase(part))
                            .map(Map.Entry::getValue)
                            .findFirst()
                            .orElse(new ColumnType.Scalar(""))
                    : new ColumnType.Scalar("");
        }
        boolean text = (type instanceof ColumnType.Scalar scalar && scalar.isText()) || isBytes(column);
        return new Condition.Resolved(List.copyOf(path), text, false, TextColumns.NumberType.DECIMAL.macro());
    }
}
