package dev.kedge.task.data;

import dev.kedge.api.WellFormedText;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Rows read from JSON and written as JSON: no name twice in an object, numbers as they are written, NaN and Infinity as
 * Python writes them, U+FFFD for a lone surrogate.
 */
final class RowJson {

    private static final int MAX_LENGTH = 1 << 30;
    private static final int MAX_DIGITS = 1 << 20;

    private static final JsonFactory STRICT = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(MAX_LENGTH)
                    .maxNumberLength(MAX_DIGITS)
                    .build())
            .build();

    private RowJson() {}

    /** A parser of text. */
    static JsonParser parser(String text) {
        return STRICT.createParser(ObjectReadContext.empty(), text);
    }

    /** A parser of UTF-8. */
    static JsonParser parser(InputStream bytes) {
        return STRICT.createParser(ObjectReadContext.empty(), bytes);
    }

    /** The one value that a text is. */
    static RowValue value(String text) {
        try (JsonParser parser = parser(text)) {
            parser.nextToken();
            RowValue value = value(parser);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("there is more behind it");
            }
            return value;
        }
    }

    static RowValue.Fields object(String text, String complaint) {
        try {
            return object(value(text), complaint);
        } catch (JacksonException broken) {
            throw new IllegalArgumentException(complaint + problem(broken), broken);
        } catch (IllegalArgumentException more) {
            String problem = String.valueOf(more.getMessage());
            throw problem.startsWith(complaint) ? more : new IllegalArgumentException(complaint + problem, more);
        }
    }

    static RowValue.Fields object(RowValue value, String complaint) {
        if (value instanceof RowValue.Fields fields) {
            return fields;
        }
        throw new IllegalArgumentException(complaint + "it is " + value.kind());
    }

    /** The value whose first token a parser is at. */
    static RowValue value(JsonParser parser) {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new IllegalArgumentException("there is nothing");
        }
        return switch (token) {
            case START_OBJECT -> {
                Map<String, RowValue> fields = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = WellFormedText.of(parser.currentName());
                    parser.nextToken();
                    fields.put(name, value(parser));
                }
                yield new RowValue.Fields(fields);
            }
            case START_ARRAY -> {
                List<RowValue> elements = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(value(parser));
                }
                yield new RowValue.Sequence(elements);
            }
            case VALUE_STRING -> new RowValue.Text(WellFormedText.of(parser.getString()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new RowValue.Numeral(parser.getString());
            case VALUE_TRUE -> new RowValue.Truth(true);
            case VALUE_FALSE -> new RowValue.Truth(false);
            default -> new RowValue.Nothing();
        };
    }

    /** A value as JSON on one line, numbers as they are written, NaN and Infinity as strings. */
    static String write(RowValue value) {
        StringBuilder json = new StringBuilder();
        write(value, json);
        return json.toString();
    }

    private static void write(RowValue value, StringBuilder json) {
        if (value instanceof RowValue.Fields fields) {
            String between = "{";
            for (Map.Entry<String, RowValue> field : fields.byName().entrySet()) {
                json.append(between).append(quoted(field.getKey())).append(':');
                write(field.getValue(), json);
                between = ",";
            }
            json.append(fields.byName().isEmpty() ? "{}" : "}");
        } else if (value instanceof RowValue.Sequence sequence) {
            String between = "[";
            for (RowValue element : sequence.elements()) {
                json.append(between);
                write(element, json);
                between = ",";
            }
            json.append(sequence.elements().isEmpty() ? "[]" : "]");
        } else if (value instanceof RowValue.Numeral numeral
                && !Character.isDigit(numeral.written().charAt(numeral.written().length() - 1))) {
            json.append(quoted(numeral.written())); // NaN and Infinity are no JSON
        } else if (value instanceof RowValue.Text text) {
            json.append(quoted(text.text()));
        } else {
            json.append(value.scalar().orElse("null"));
        }
    }

    /** A text as a JSON string. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        JsonStringEncoder.getInstance().quoteAsString(text, quoted);
        return quoted.append('"').toString();
    }

    /** What is wrong, on one line, without the parser's own names. */
    static String problem(JacksonException broken) {
        return String.valueOf(broken.getOriginalMessage())
                .replaceAll("\\s*\\R\\s*", " ")
                .replaceAll("\\[Source: [^;\\]]*; (line: \\d+, column: \\d+)]", "$1")
                .replaceAll(", from `[^`]*`\\)", ")")
                .replaceAll(": enable `.*$", "");
    }
}
