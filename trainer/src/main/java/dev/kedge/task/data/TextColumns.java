package dev.kedge.task.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The columns of rows of text as a condition in SQL sees them: every value the text that is written, found by looking
 * at all rows and never by guessing from some. Named values become structs, lists become lists, of numbers where all
 * elements are JSON numbers; what is now this, now that becomes JSON.
 */
final class TextColumns {

    private static final int MAX_FIELDS = 1000;
    private static final Pattern NUMBER = Pattern.compile("\\s*[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?\\s*");
    private static final Pattern WHOLE = Pattern.compile("\\s*[+-]?\\d{1,18}\\s*");
    private static final Pattern HUGE = Pattern.compile("\\s*[+-]?\\d{1,37}\\s*");

    private TextColumns() {}

    /** Whether a text is a number, as a comparison with a number takes it. */
    static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }

    /** The column that holds all rows. */
    static Struct of(List<DataRow> rows) {
        return struct(byName(rows.stream().map(DataRow::content).toList()));
    }

    private static Map<String, List<RowValue>> byName(List<? extends RowValue> values) {
        Map<String, List<RowValue>> byName = new LinkedHashMap<>();
        for (RowValue value : values) {
            ((RowValue.Fields) value)
                    .byName()
                    .forEach((name, below) -> byName.computeIfAbsent(name, any -> new ArrayList<>())
                            .add(below));
        }
        return byName;
    }

    private static Column column(List<RowValue> all) {
        List<RowValue> values = all.stream()
                .filter(value -> !(value instanceof RowValue.Nothing))
                .toList();
        if (!values.isEmpty() && values.stream().allMatch(RowValue.Fields.class::isInstance)) {
            Map<String, List<RowValue>> byName = byName(values);
            return byName.isEmpty() || byName.size() > MAX_FIELDS ? new Mixed() : struct(byName);
        }
        if (!values.isEmpty() && values.stream().allMatch(RowValue.Sequence.class::isInstance)) {
            List<RowValue> elements = new ArrayList<>();
            values.forEach(value -> elements.addAll(((RowValue.Sequence) value).elements()));
            return new Listed(element(elements));
        }
        return values.stream().allMatch(value -> value.scalar().isPresent()) ? texts(values) : new Mixed();
    }

    private static Struct struct(Map<String, List<RowValue>> byName) {
        Map<String, Struct.Field> fields = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>();
        byName.forEach((name, values) -> {
            String sql = name;
            for (int i = 1; !taken.add(sql.toLowerCase(Locale.ROOT)); i++) {
                sql = name + "_" + i;
            }
            fields.put(name, new Struct.Field(sql, column(values)));
        });
        return new Struct(fields);
    }

    private static Column element(List<RowValue> elements) {
        boolean numbers = !elements.isEmpty()
                && elements.stream()
                        .allMatch(
                                element -> element instanceof RowValue.Numeral numeral && isNumber(numeral.written()));
        return numbers ? new Numbers(texts(elements).numberType()) : column(elements);
    }

    private static Texts texts(List<RowValue> values) {
        boolean allNumbers = true;
        boolean whole = true;
        boolean huge = true;
        Optional<String> firstOther = Optional.empty();
        long others = 0;
        for (RowValue value : values) {
            String text = value.scalar().orElse("");
            if (!isNumber(text)) {
                allNumbers = false;
                others++;
                firstOther = firstOther.isPresent() ? firstOther : Optional.of(text);
            } else {
                whole &= WHOLE.matcher(text).matches();
                huge &= HUGE.matcher(text).matches();
            }
        }
        return new Texts(
                whole ? NumberType.WHOLE : huge ? NumberType.HUGE : NumberType.DECIMAL,
                allNumbers && !values.isEmpty(),
                others,
                firstOther);
    }

    /** The numbers that texts of a column are compared as. */
    enum NumberType {
        /** Up to 18 digits. */
        WHOLE("BIGINT"),
        /** Up to 37 digits. */
        HUGE("HUGEINT"),
        /** All others, as floating point numbers of 64 bits. */
        DECIMAL("DOUBLE");

        private final String sql;

        NumberType(String sql) {
            this.sql = sql;
        }

        /** DuckDB's type. */
        String sql() {
            return sql;
        }

        /** The macro that makes such a number of a text, and nothing of a text that is none. */
        String macro() {
            return "kedge_" + sql.toLowerCase(Locale.ROOT);
        }

        /** What makes the macro. */
        String definition() {
            return "CREATE MACRO " + macro() + "(t) AS TRY_CAST(CASE WHEN regexp_full_match(t::VARCHAR, '"
                    + NUMBER.pattern() + "') THEN t::VARCHAR END AS " + sql + ")";
        }
    }

    /** A column, or a part of one. */
    sealed interface Column {

        /** Its structure, as {@code json_transform} takes it. */
        String structure();

        /** A value as {@code json_transform} takes it. */
        void write(RowValue value, StringBuilder json);
    }

    /**
     * Texts.
     *
     * @param numberType what those that are numbers are compared as
     * @param allNumbers whether all are
     * @param others how many are not
     * @param firstOther the first that is not
     */
    record Texts(NumberType numberType, boolean allNumbers, long others, Optional<String> firstOther)
            implements Column {

        @Override
        public String structure() {
            return "\"VARCHAR\"";
        }

        @Override
        public void write(RowValue value, StringBuilder json) {
            json.append(value.scalar().map(RowJson::quoted).orElse("null"));
        }
    }

    /** Elements of a list of JSON numbers. */
    record Numbers(NumberType type) implements Column {

        @Override
        public String structure() {
            return "\"" + type.sql() + "\"";
        }

        @Override
        public void write(RowValue value, StringBuilder json) {
            json.append(value.scalar().orElse("null"));
        }
    }

    /** Now this, now that. */
    record Mixed() implements Column {

        @Override
        public String structure() {
            return "\"JSON\"";
        }

        @Override
        public void write(RowValue value, StringBuilder json) {
            json.append(RowJson.write(value));
        }
    }

    /** Lists. */
    record Listed(Column element) implements Column {

        @Override
        public String structure() {
            return "[" + element.structure() + "]";
        }

        @Override
        public void write(RowValue value, StringBuilder json) {
            if (!(value instanceof RowValue.Sequence sequence)) {
                json.append("null");
                return;
            }
            json.append('[');
            for (int i = 0; i < sequence.elements().size(); i++) {
                json.append(i == 0 ? "" : ",");
                element.write(sequence.elements().get(i), json);
            }
            json.append(']');
        }
    }

    /** Named values, by the names in the file. */
    record Struct(Map<String, Field> fields) implements Column {

        /**
         * A part.
         *
         * @param sql its name for DuckDB, whose names know no case
         * @param column what it holds
         */
        record Field(String sql, Column column) {}

        @Override
        public String structure() {
            StringBuilder json = new StringBuilder("{");
            fields.values()
                    .forEach(field -> json.append(json.length() == 1 ? "" : ",")
                            .append(RowJson.quoted(field.sql()))
                            .append(':')
                            .append(field.column().structure()));
            return json.append('}').toString();
        }

        @Override
        public void write(RowValue value, StringBuilder json) {
            if (!(value instanceof RowValue.Fields given)) {
                json.append("null");
                return;
            }
            json.append('{');
            String between = "";
            for (Map.Entry<String, RowValue> entry : given.byName().entrySet()) {
                Field field = Objects.requireNonNull(fields.get(entry.getKey()));
                json.append(between).append(RowJson.quoted(field.sql())).append(':');
                field.column().write(entry.getValue(), json);
                between = ",";
            }
            json.append('}');
        }
    }
}
