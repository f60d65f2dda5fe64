package dev.kedge.task.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A condition in SQL made to fit columns of text: where a column is compared or reckoned with as a number, or with a
 * value of another type such as a date, it is read as one; everywhere else it stays the text that is written. It works
 * on the condition's tree, as DuckDB's {@code json_serialize_sql} gives it.
 */
final class Condition {

    private static final Set<String> ARITHMETIC =
            Set.of("+", "-", "*", "/", "//", "%", "**", "^", "&", "|", "<<", ">>");
    private static final Set<String> OF_NUMBERS = Set.of(
            "abs",
            "ceil",
            "ceiling",
            "exp",
            "even",
            "floor",
            "ln",
            "log",
            "log10",
            "log2",
            "mod",
            "pow",
            "power",
            "round",
            "round_even",
            "sign",
            "sqrt",
            "trunc",
            "isfinite",
            "isinf",
            "isnan",
            "add",
            "subtract",
            "multiply",
            "divide",
            "gcd",
            "lcm");
    private static final Set<String> TO_NUMBERS = Set.of(
            "length",
            "len",
            "strlen",
            "char_length",
            "character_length",
            "instr",
            "position",
            "strpos",
            "array_length",
            "list_count",
            "cardinality",
            "levenshtein",
            "ord",
            "unicode",
            "ascii",
            "date_part",
            "datepart",
            "year",
            "month",
            "day",
            "hour",
            "minute",
            "second");
    private static final Set<String> ONE_OF = Set.of("greatest", "least", "ifnull", "nullif", "if", "coalesce");

    private static final String CLASS = "class";
    private static final String CHILDREN = "children";
    private static final String EXPRESSION = "expression";

    /** An element of a list, or a part that is named in brackets. */
    private static final Resolved PART = new Resolved(List.of(), true, false, TextColumns.NumberType.DECIMAL.macro());

    private final Columns columns;
    private final List<List<String>> compared = new ArrayList<>();

    /** The columns that a condition can name. */
    interface Columns {

        /** The path that DuckDB knows a part of a column by; empty if there is no such column of text. */
        Optional<Resolved> resolve(List<String> path);
    }

    /**
     * A column, or a part of one, as DuckDB has it.
     *
     * @param path its names there
     * @param text whether it is text
     * @param allNumbers whether all its texts are numbers
     * @param reader the macro that reads its texts as numbers
     */
    record Resolved(List<String> path, boolean text, boolean allNumbers, String reader) {}

    Condition(Columns columns) {
        this.columns = columns;
    }

    /** The paths of the columns of text that were compared as numbers, filled by {@link #fit}. */
    List<List<String>> compared() {
        return List.copyOf(compared);
    }

    /** The same condition over the columns as they are. */
    JsonNode fit(JsonNode condition) {
        return fit(condition, Optional.empty());
    }

    /** The reading of a text where another type is wanted. */
    @FunctionalInterface
    private interface Wanted {
        JsonNode from(JsonNode text, Resolved column);
    }

    private JsonNode fit(JsonNode node, Optional<Wanted> wanted) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                ((ArrayNode) node).set(i, fit(node.get(i), wanted));
            }
            return node;
        }
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        return switch (object.path(CLASS).asString("")) {
            case "COLUMN_REF" -> column(object, wanted);
            case "COMPARISON", "BETWEEN" -> among(object, List.of("left", "right", "input", "lower", "upper"));
            case "CAST" -> replace(object, "child", child -> fit(child, Optional.empty()));
            case "CASE" -> cases(object, wanted);
            case "OPERATOR" -> operator(object, wanted);
            case "FUNCTION" -> function(object, wanted);
            default -> parts(object);
        };
    }

    private JsonNode parts(ObjectNode object) {
        for (String name : List.copyOf(object.propertyNames())) {
            replace(object, name, child -> child.isContainer() ? fit(child, Optional.empty()) : child);
        }
        return object;
    }

    private JsonNode cases(ObjectNode object, Optional<Wanted> wanted) {
        object.path("case_checks").forEach(check -> {
            replace((ObjectNode) check, "when_expr", child -> fit(child, Optional.empty()));
            replace((ObjectNode) check, "then_expr", child -> fit(child, wanted));
        });
        return replace(object, "else_expr", child -> fit(child, wanted));
    }

    private JsonNode operator(ObjectNode object, Optional<Wanted> wanted) {
        String type = object.path("type").asString();
        Optional<Wanted> ofChildren = Optional.empty();
        if (type.equals("COMPARE_IN") || type.equals("COMPARE_NOT_IN")) {
            ofChildren = wantedAmong(object.path(CHILDREN).valueStream().toList());
        } else if (type.equals("OPERATOR_COALESCE")) {
            ofChildren = wanted;
        }
        fit(object.path(CHILDREN), ofChildren);
        boolean isPart = type.equals("ARRAY_EXTRACT") || type.equals("STRUCT_EXTRACT");
        return isPart && wanted.isPresent() ? wanted.get().from(object, PART) : object;
    }

    private JsonNode function(ObjectNode object, Optional<Wanted> wanted) {
        String name = object.path("function_name").asString();
        Optional<Wanted> ofArguments = Optional.empty();
        if (ONE_OF.contains(name)) {
            ofArguments = wanted;
        } else if (OF_NUMBERS.contains(name) || (ARITHMETIC.contains(name) && !hasOtherTypes(object))) {
            ofArguments = Optional.of(this::number);
        }
        for (JsonNode argument : object.path("arguments")) {
            Optional<Wanted> type = ofArguments;
            replace((ObjectNode) argument, EXPRESSION, child -> fit(child, type));
        }
        return object;
    }

    /** Whether one of the arguments is cast, to a date for example. */
    private static boolean hasOtherTypes(JsonNode function) {
        return function.path("arguments")
                .valueStream()
                .map(argument -> argument.path(EXPRESSION))
                .anyMatch(argument -> isA(argument, "CAST") && !isNumber(argument));
    }

    private JsonNode column(ObjectNode object, Optional<Wanted> wanted) {
        List<String> path = object.path("column_names")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
        Optional<Resolved> found = columns.resolve(path);
        if (found.isEmpty()) {
            return object;
        }
        ArrayNode names = object.putArray("column_names");
        found.get().path().forEach(names::add);
        if (wanted.isEmpty() || !found.get().text()) {
            return object;
        }
        return wanted.get().from(object, found.get());
    }

    /** The operands of a comparison, each read as the others want it. */
    private JsonNode among(ObjectNode comparison, List<String> names) {
        List<JsonNode> operands = names.stream()
                .filter(comparison::has)
                .map(name -> comparison.path(name))
                .toList();
        Optional<Wanted> wanted = wantedAmong(operands);
        names.stream().filter(comparison::has).forEach(name -> replace(comparison, name, child -> fit(child, wanted)));
        return comparison;
    }

    private Optional<Wanted> wantedAmong(List<JsonNode> operands) {
        if (operands.stream().anyMatch(Condition::isString)) {
            return Optional.empty();
        }
        if (operands.stream().anyMatch(Condition::isNumber) || operands.stream().allMatch(this::isColumnOfNumbers)) {
            return Optional.of(this::number);
        }
        return operands.stream()
                .filter(operand -> isA(operand, "CAST"))
                .findFirst()
                .map(cast -> (text, column) -> cast(text, cast));
    }

    private boolean isColumnOfNumbers(JsonNode node) {
        return isA(node, "COLUMN_REF")
                && columns.resolve(node.path("column_names")
                                .valueStream()
                                .map(JsonNode::asString)
                                .toList())
                        .filter(Resolved::allNumbers)
                        .isPresent();
    }

    private static boolean isString(JsonNode node) {
        return isA(node, "CONSTANT")
                && node.path("literal").path("kind").asString("").equals("STRING");
    }

    private static boolean isNumber(JsonNode node) {
        return switch (node.path(CLASS).asString("")) {
            case "CONSTANT" ->
                Set.of("INTEGER", "NUMERIC")
                        .contains(node.path("literal").path("kind").asString(""));
            case "CAST" ->
                ColumnType.parse(node.path("type_expr")
                                        .path("type_name")
                                        .asString("")
                                        .toUpperCase(Locale.ROOT))
                                instanceof ColumnType.Scalar scalar
                        && scalar.isNumber();
            case "CASE" ->
                isNumber(node.path("else_expr"))
                        || node.path("case_checks").valueStream().anyMatch(check -> isNumber(check.path("then_expr")));
            case "OPERATOR" ->
                node.path("type").asString("").equals("OPERATOR_COALESCE")
                        && node.path(CHILDREN).valueStream().anyMatch(Condition::isNumber);
            case "FUNCTION" -> {
                String name = node.path("function_name").asString("");
                yield OF_NUMBERS.contains(name)
                        || TO_NUMBERS.contains(name)
                        || (ARITHMETIC.contains(name) && !hasOtherTypes(node))
                        || (ONE_OF.contains(name)
                                && node.path("arguments")
                                        .valueStream()
                                        .anyMatch(argument -> isNumber(argument.path(EXPRESSION))));
            }
            default -> false;
        };
    }

    private static boolean isA(JsonNode node, String type) {
        return node.path(CLASS).asString("").equals(type);
    }

    private JsonNode number(JsonNode text, Resolved column) {
        if (!column.path().isEmpty()) {
            compared.add(column.path());
        }
        return call(text, column.reader());
    }

    private static ObjectNode call(JsonNode argument, String function) {
        ObjectNode call = node("FUNCTION", "FUNCTION");
        call.put("function_name", function).put("schema", "").putNull("filter");
        call.putObject("order_bys").put("type", "ORDER_MODIFIER").putArray("orders");
        call.put("distinct", false)
                .put("is_operator", false)
                .put("export_state", false)
                .put("catalog", "");
        call.putArray("arguments").addObject().put("name", "").set(EXPRESSION, argument);
        call.putObject("qualified_name").putArray("path").add(function);
        return call;
    }

    /** What is no value of the other type becomes none. */
    private static ObjectNode cast(JsonNode text, JsonNode like) {
        ObjectNode cast = node("CAST", "OPERATOR_CAST");
        cast.set("child", text);
        cast.put("try_cast", true);
        cast.set("type_expr", like.path("type_expr").deepCopy());
        return cast;
    }

    private static ObjectNode node(String kind, String type) {
        return JsonNodeFactory.instance
                .objectNode()
                .put(CLASS, kind)
                .put("type", type)
                .put("alias", "")
                .put("query_location", 0)
                .put("query_location_length", 0);
    }

    private static ObjectNode replace(ObjectNode object, String name, Function<JsonNode, JsonNode> change) {
        JsonNode child = object.path(name);
        if (!child.isMissingNode()) {
            object.set(name, change.apply(child));
        }
        return object;
    }
}
