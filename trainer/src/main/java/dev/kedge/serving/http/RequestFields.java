package dev.kedge.serving.http;

import dev.kedge.config.NearestName;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The fields of a request. A null is a field that is not there; a value of another type is refused by name. */
final class RequestFields {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final int SHOWN = 60;

    private final ObjectNode body;

    private RequestFields(ObjectNode body) {
        this.body = body;
    }

    static RequestFields of(byte[] body) {
        JsonNode root;
        try {
            root = JSON.readTree(new String(body, StandardCharsets.UTF_8));
        } catch (JacksonException broken) {
            String reason = broken.getOriginalMessage().lines().findFirst().orElse("");
            throw Refusal.of("the body must be JSON: " + reason);
        }
        if (!(root instanceof ObjectNode object)) {
            throw Refusal.of("the body must be a JSON object, got " + shown(root));
        }
        return new RequestFields(object);
    }

    /** Refuses a field that is not among the known ones: nothing that somebody asks for is passed over in silence. */
    void requireKnown(Set<String> known) {
        for (String name : body.propertyNames()) {
            if (!known.contains(name)) {
                throw Refusal.of(
                        name,
                        "there is no field " + name + NearestName.question(name, known) + "; there are "
                                + String.join(", ", new TreeSet<>(known)));
            }
        }
    }

    Optional<JsonNode> node(String name) {
        return Optional.ofNullable(body.get(name)).filter(value -> !value.isNull());
    }

    Optional<String> text(String name) {
        return node(name).map(value -> {
            if (!value.isString()) {
                throw Refusal.of(name, name + " must be text, got " + shown(value));
            }
            return value.asString();
        });
    }

    boolean flag(String name) {
        return node(name)
                .map(value -> {
                    if (!value.isBoolean()) {
                        throw Refusal.of(name, name + " must be true or false, got " + shown(value));
                    }
                    return value.booleanValue();
                })
                .orElse(false);
    }

    Optional<Double> number(String name) {
        return node(name).map(value -> {
            if (!value.isNumber()) {
                throw Refusal.of(name, name + " must be a number, got " + shown(value));
            }
            return value.doubleValue();
        });
    }

    OptionalInt integer(String name, int min, int max) {
        Optional<BigDecimal> value = whole(name);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        if (value.get().compareTo(BigDecimal.valueOf(min)) < 0 || value.get().compareTo(BigDecimal.valueOf(max)) > 0) {
            String allowed = max == Integer.MAX_VALUE ? ">= " + min : "from " + min + " to " + max;
            throw Refusal.of(
                    name, name + " must be " + allowed + ", got " + value.get().toPlainString());
        }
        return OptionalInt.of(value.get().intValueExact());
    }

    /** Any 64-bit number. */
    OptionalLong wide(String name) {
        Optional<BigDecimal> value = whole(name);
        try {
            return value.isEmpty()
                    ? OptionalLong.empty()
                    : OptionalLong.of(value.get().longValueExact());
        } catch (ArithmeticException tooLarge) {
            throw Refusal.of(name, name + " must be a whole number of 64 bits, got " + shown(body.path(name)));
        }
    }

    private Optional<BigDecimal> whole(String name) {
        return node(name).map(value -> {
            if (!value.isIntegralNumber()) {
                throw Refusal.of(name, name + " must be a whole number, got " + shown(value));
            }
            return value.decimalValue();
        });
    }

    /** One text, or a list of at most so many. */
    List<String> texts(String name, int max) {
        Optional<JsonNode> given = node(name);
        if (given.isEmpty()) {
            return List.of();
        }
        List<JsonNode> elements = given.get().isArray()
                ? List.copyOf(given.get().asArray().values().stream().toList())
                : List.of(given.get());
        if (elements.size() > max || !elements.stream().allMatch(JsonNode::isString)) {
            throw Refusal.of(
                    name, name + " must be text or a list of at most " + max + " texts, got " + shown(given.get()));
        }
        return elements.stream().map(JsonNode::asString).toList();
    }

    /** What stands below a field that holds an object. */
    RequestFields object(String name) {
        return node(name)
                .map(value -> {
                    if (!(value instanceof ObjectNode object)) {
                        throw Refusal.of(name, name + " must be an object, got " + shown(value));
                    }
                    return new RequestFields(object);
                })
                .orElseGet(() -> new RequestFields(JSON.createObjectNode()));
    }

    /** The beginning of a value, for a message. */
    static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    /** A value as chat templates see it; null is the empty Optional. */
    static Object value(JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> map = new LinkedHashMap<>();
            node.properties().forEach(entry -> map.put(entry.getKey(), value(entry.getValue())));
            return map;
        }
        if (node.isArray()) {
            List<Object> list = new ArrayList<>();
            node.forEach(element -> list.add(value(element)));
            return list;
        }
        if (node.isNull()) {
            return Optional.empty();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        return node.isNumber() ? node.numberValue() : node.asString();
    }
}
