package dev.kedge.task.data;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A type of DuckDB's, as far as its parts matter here. */
sealed interface ColumnType {

    /** The name of the type of text. */
    String TEXT = "VARCHAR";

    /** A type without parts, {@code VARCHAR} or {@code DECIMAL(10,2)}, with its parameters. */
    record Scalar(String name) implements ColumnType {

        private static final Set<String> NUMBERS = Set.of(
                "TINYINT",
                "SMALLINT",
                "INTEGER",
                "BIGINT",
                "HUGEINT",
                "UTINYINT",
                "USMALLINT",
                "UINTEGER",
                "UBIGINT",
                "UHUGEINT",
                "FLOAT",
                "DOUBLE",
                "DECIMAL");

        boolean isNumber() {
            return NUMBERS.contains(name.replaceFirst("\\(.*", ""));
        }

        boolean isText() {
            return name.equals(TEXT);
        }
    }

    /**
     * A list.
     *
     * @param element the type of its elements
     * @param size what stands behind it: {@code []}, or {@code [3]} of lists that all have three elements
     */
    record Listed(ColumnType element, String size) implements ColumnType {}

    /** Named values. */
    record Struct(Map<String, ColumnType> fields) implements ColumnType {}

    /** Any number of keys, each with a value. */
    record Mapped(ColumnType key, ColumnType value) implements ColumnType {}

    /** Reads a type as DuckDB writes it: {@code STRUCT("role" VARCHAR, "content" VARCHAR)[]}. */
    static ColumnType parse(String written) {
        return new Reader(written).type();
    }

    /** The type with text for each number, as a cast has it: so that numbers are written as DuckDB writes them. */
    default String withTextForNumbers() {
        if (this instanceof Listed list) {
            return list.element().withTextForNumbers() + list.size();
        }
        if (this instanceof Struct struct) {
            return struct.fields().entrySet().stream()
                    .map(field ->
                            quoted(field.getKey()) + " " + field.getValue().withTextForNumbers())
                    .collect(Collectors.joining(", ", "STRUCT(", ")"));
        }
        if (this instanceof Mapped map) {
            return "MAP(" + map.key().withTextForNumbers() + ", " + map.value().withTextForNumbers() + ")";
        }
        Scalar scalar = (Scalar) this;
        return scalar.isNumber() ? TEXT : scalar.name();
    }

    /** A name as SQL has it, whatever is in it. */
    static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /** A reader of written types. */
    final class Reader {

        private final String written;
        private int at;

        private Reader(String written) {
            this.written = written;
        }

        private ColumnType type() {
            int begin = at;
            while (at < written.length() && (Character.isLetterOrDigit(peek()) || peek() == '_')) {
                at++;
            }
            String name = written.substring(begin, at);
            ColumnType type;
            if (name.equals("STRUCT") && peek() == '(') {
                type = new Struct(fields());
            } else if (name.equals("MAP") && peek() == '(') {
                at++;
                ColumnType key = type();
                at += 2; // ", "
                type = new Mapped(key, type());
                at++;
            } else {
                // The rest of TIMESTAMP WITH TIME ZONE, parameters in brackets and quoted values of an ENUM.
                int depth = 0;
                boolean inQuotes = false;
                while (at < written.length() && (depth > 0 || ",)[".indexOf(peek()) < 0)) {
                    inQuotes ^= peek() == '\'';
                    depth += inQuotes ? 0 : peek() == '(' ? 1 : peek() == ')' ? -1 : 0;
                    at++;
                }
                type = new Scalar(written.substring(begin, at));
            }
            while (peek() == '[') {
                int end = written.indexOf(']', at) + 1;
                type = new Listed(type, written.substring(at, end));
                at = end;
            }
            return type;
        }

        private Map<String, ColumnType> fields() {
            Map<String, ColumnType> fields = new LinkedHashMap<>();
            while (peek() == '(' || peek() == ',') {
                at += peek() == '(' ? 1 : 2;
                String name = name();
                at++;
                fields.put(name, type());
            }
            at++;
            return fields;
        }

        private String name() {
            int begin = at;
            if (peek() != '"') {
                at = written.indexOf(' ', at);
                return written.substring(begin, at);
            }
            StringBuilder name = new StringBuilder();
            for (at++; peek() != '"' || written.startsWith("\"\"", at); at++) {
                name.append(peek());
                at += peek() == '"' ? 1 : 0;
            }
            at++;
            return name.toString();
        }

        private char peek() {
            return at < written.length() ? written.charAt(at) : '\0';
        }
    }
}
