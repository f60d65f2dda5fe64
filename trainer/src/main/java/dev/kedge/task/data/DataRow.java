package dev.kedge.task.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;

/**
 * One row of a file.
 *
 * @param number its line in a file of JSON lines; its place from 1 in JSON and CSV; its {@code file_row_number}, from
 *     0, in Parquet
 * @param content its fields
 */
public record DataRow(long number, RowValue.Fields content) {

    /**
     * A value as JSON writes it.
     *
     * @param json one value
     * @return with numbers as they are written
     * @throws IllegalArgumentException if it is no JSON; the message says why, on one line
     */
    public static RowValue parsed(String json) {
        try {
            return RowJson.value(json);
        } catch (JacksonException broken) {
            throw new IllegalArgumentException("not valid JSON: " + RowJson.problem(broken), broken);
        }
    }

    /**
     * What is found at a path: {@code reward_model.ground_truth}, {@code final_answer.0}. A field whose name has dots
     * in it is found as well.
     *
     * @param path names with dots between them; a number is a place in a list, from 0
     * @return the value; empty if there is none or it is null
     */
    public Optional<RowValue> find(String path) {
        return find(content, path);
    }

    private static Optional<RowValue> find(RowValue value, String path) {
        Optional<RowValue> whole = child(value, path);
        for (int dot = path.indexOf('.'); whole.isEmpty() && dot > 0; dot = path.indexOf('.', dot + 1)) {
            String rest = path.substring(dot + 1);
            whole = child(value, path.substring(0, dot)).flatMap(below -> find(below, rest));
        }
        return whole;
    }

    private static Optional<RowValue> child(RowValue value, String name) {
        Optional<RowValue> child = Optional.empty();
        if (value instanceof RowValue.Fields fields) {
            child = Optional.ofNullable(fields.byName().get(name));
        } else if (value instanceof RowValue.Sequence sequence && name.matches("\\d{1,9}")) {
            int place = Integer.parseInt(name);
            child = place < sequence.elements().size()
                    ? Optional.of(sequence.elements().get(place))
                    : Optional.empty();
        }
        return child.filter(found -> !(found instanceof RowValue.Nothing));
    }

    /**
     * A text, number or truth value, numbers as they are written; of a list of them, all with commas between.
     *
     * @param path where
     * @return the text; empty if there is nothing or something else
     */
    public Optional<String> text(String path) {
        Optional<RowValue> found = find(path);
        Optional<List<String>> listed = found.flatMap(DataRow::texts);
        return listed.isPresent() ? listed.map(texts -> String.join(", ", texts)) : found.flatMap(RowValue::scalar);
    }

    /**
     * The texts of a list of texts, numbers or truth values as a JSON list of strings.
     *
     * @param path where
     * @return the JSON; empty if there is no such list
     */
    public Optional<String> listOfTexts(String path) {
        return find(path)
                .flatMap(DataRow::texts)
                .map(texts -> texts.stream().map(RowJson::quoted).collect(Collectors.joining(",", "[", "]")));
    }

    /** Of a list of them, without what is null. */
    private static Optional<List<String>> texts(RowValue value) {
        if (!(value instanceof RowValue.Sequence sequence)) {
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>();
        for (RowValue element : sequence.elements()) {
            Optional<String> text = element.scalar();
            if (text.isEmpty() && !(element instanceof RowValue.Nothing)) {
                return Optional.empty();
            }
            text.ifPresent(texts::add);
        }
        return Optional.of(texts).filter(some -> !some.isEmpty());
    }

    /**
     * A value as JSON, numbers as they are written.
     *
     * @param path where
     * @return on one line; empty if there is nothing
     */
    public Optional<String> json(String path) {
        return find(path).map(RowJson::write);
    }

    /**
     * A list, with texts, numbers, truth values, lists, maps and the empty {@code Optional} for null in it.
     *
     * @param path where
     * @return the list; empty if there is none
     */
    public Optional<List<Object>> list(String path) {
        return find(path).filter(RowValue.Sequence.class::isInstance).map(list -> List.copyOf((List<?>) list.plain()));
    }

    /**
     * All texts, numbers and truth values that are not in lists, by their paths.
     *
     * @return in the order of the row
     */
    public Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        leaves().forEach((path, value) -> value.scalar().ifPresent(text -> texts.put(path, text)));
        return texts;
    }

    /**
     * The values of whole columns that are no texts, as one JSON object by the names of the columns: numbers, truth
     * values, lists and named values, numbers as they are written.
     *
     * @param without columns to leave out
     * @return the JSON; empty if there is no such value
     */
    public Optional<String> valuesThatAreNoTexts(Set<String> without) {
        Map<String, RowValue> values = new LinkedHashMap<>(content.byName());
        values.keySet().removeAll(without);
        values.values().removeIf(value -> value instanceof RowValue.Text || value instanceof RowValue.Nothing);
        return values.isEmpty() ? Optional.empty() : Optional.of(RowJson.write(new RowValue.Fields(values)));
    }

    /**
     * The paths of all that has a value, lists too.
     *
     * @return in the order of the row
     */
    public List<String> paths() {
        return List.copyOf(leaves().keySet());
    }

    private Map<String, RowValue> leaves() {
        Map<String, RowValue> leaves = new LinkedHashMap<>();
        collect(content, "", leaves);
        return leaves;
    }

    private static void collect(RowValue.Fields fields, String prefix, Map<String, RowValue> leaves) {
        fields.byName().forEach((name, value) -> {
            if (value instanceof RowValue.Fields below && !below.byName().isEmpty()) {
                collect(below, prefix + name + ".", leaves);
            } else if (!(value instanceof RowValue.Nothing)) {
                leaves.put(prefix + name, value);
            }
        });
    }
}
