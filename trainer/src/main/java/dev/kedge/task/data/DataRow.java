package dev.kedge.task.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * One row of a file.
 *
 * @param number its line in a file of JSON lines; its place from 1 in JSON and CSV; its {@code file_row_number}, from
 *     0, in Parquet
 * @param content a JSON object
 */
public record DataRow(long number, JsonNode content) {

    /**
     * What is found at a path: {@code reward_model.ground_truth}, {@code final_answer.0}. A field whose name has dots
     * in it is found as well.
     *
     * @param path names with dots between them; a number is a place in a list, from 0
     * @return the value; empty if there is none or it is null
     */
    public Optional<JsonNode> find(String path) {
        return find(content, path);
    }

    private static Optional<JsonNode> find(JsonNode node, String path) {
        Optional<JsonNode> whole = child(node, path);
        for (int dot = path.indexOf('.'); whole.isEmpty() && dot > 0; dot = path.indexOf('.', dot + 1)) {
            String rest = path.substring(dot + 1);
            whole = child(node, path.substring(0, dot)).flatMap(below -> find(below, rest));
        }
        return whole;
    }

    private static Optional<JsonNode> child(JsonNode node, String name) {
        Optional<JsonNode> child = node.isArray() && name.matches("\\d{1,9}")
                ? Optional.ofNullable(node.get(Integer.parseInt(name)))
                : Optional.ofNullable(node.get(name));
        return child.filter(value -> !value.isNull());
    }

    /**
     * A text, number or truth value, numbers as they are written; of a list of them, all with commas between.
     *
     * @param path where
     * @return the text; empty if there is nothing or something else
     */
    public Optional<String> text(String path) {
        return find(path).flatMap(DataRow::text);
    }

    private static Optional<String> text(JsonNode node) {
        if (node.isArray() && !node.isEmpty() && node.valueStream().allMatch(JsonNode::isValueNode)) {
            return Optional.of(node.valueStream().map(JsonNode::asString).collect(Collectors.joining(", ")));
        }
        return node.isValueNode() ? Optional.of(node.asString()) : Optional.empty();
    }

    /**
     * A list, with texts, numbers, truth values, lists, maps and the empty {@code Optional} for null in it.
     *
     * @param path where
     * @return the list; empty if there is none
     */
    public Optional<List<Object>> list(String path) {
        return find(path).filter(JsonNode::isArray).map(DataRow::list);
    }

    /**
     * All texts, numbers and truth values that are not in lists, by their paths.
     *
     * @return in the order of the row
     */
    public Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        collect(content, "", texts);
        return texts;
    }

    private static void collect(JsonNode object, String prefix, Map<String, String> texts) {
        object.properties().forEach(field -> {
            JsonNode value = field.getValue();
            if (value.isObject()) {
                collect(value, prefix + field.getKey() + ".", texts);
            } else if (value.isValueNode() && !value.isNull()) {
                texts.put(prefix + field.getKey(), value.asString());
            }
        });
    }

    private static List<Object> list(JsonNode array) {
        List<Object> elements = new ArrayList<>();
        array.forEach(element -> elements.add(plain(element)));
        return Collections.unmodifiableList(elements);
    }

    private static Object plain(JsonNode node) {
        if (node.isArray()) {
            return list(node);
        }
        if (node.isObject()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            node.properties().forEach(field -> fields.put(field.getKey(), plain(field.getValue())));
            return Collections.unmodifiableMap(fields);
        }
        if (node.isNumber()) {
            return node.numberValue();
        }
        return node.isBoolean() ? node.booleanValue() : node.isNull() ? Optional.empty() : node.asString();
    }
}
