package dev.kedge.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A value as written, with its place. A value under a key has the place of the key. */
sealed interface Node {

    /** Where it was written. */
    Origin origin();

    /** How an error message names it after "got". */
    String description();

    /** The value as a plain Java object; see {@link KeyedSettings#overlaid}. */
    Object plain();

    /** The node below this one that a part of a path names. */
    default Optional<Node> child(String part) {
        return Optional.empty();
    }

    /**
     * Text, number or truth value.
     *
     * @param value {@code String}, {@code Long}, {@code Double} or {@code Boolean}
     * @param text as written, without quotes
     */
    record Scalar(Object value, String text, Origin origin) implements Node {
        private static final int MAX_SHOWN = 80;

        @Override
        public String description() {
            String shown = text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "…" : text;
            return value instanceof String ? '"' + shown.replaceAll("\\R", "\\\\n") + '"' : shown;
        }

        @Override
        public Object plain() {
            return value;
        }
    }

    /** {@code null}, or a key with nothing after it. */
    record Nothing(Origin origin) implements Node {
        @Override
        public String description() {
            return "nothing (null)";
        }

        @Override
        public Object plain() {
            return Optional.empty();
        }
    }

    /** A list. */
    record Sequence(List<Node> elements, Origin origin) implements Node {
        @Override
        public String description() {
            return "a list";
        }

        @Override
        public Object plain() {
            return elements.stream().map(Node::plain).toList();
        }

        @Override
        public Optional<Node> child(String part) {
            for (int i = 0; i < elements.size(); i++) {
                if (part.equals(Paths.element("", i))) {
                    return Optional.of(elements.get(i));
                }
            }
            return Optional.empty();
        }
    }

    /** Keys with values, in the order written. */
    record Mapping(Map<String, Node> entries, Origin origin) implements Node {

        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public String description() {
            return entries.isEmpty() ? "{}" : "a mapping with the keys " + String.join(", ", entries.keySet());
        }

        @Override
        public Object plain() {
            Map<String, Object> plain = new LinkedHashMap<>();
            entries.forEach((key, value) -> plain.put(key, value.plain()));
            return Collections.unmodifiableMap(plain);
        }

        @Override
        public Optional<Node> child(String part) {
            return Optional.ofNullable(entries.get(part));
        }

        Mapping with(String key, Node value) {
            Map<String, Node> changed = new LinkedHashMap<>(entries);
            changed.put(key, value);
            return new Mapping(changed, origin);
        }
    }

    /** The node of a plain Java object: the inverse of {@link #plain()}. */
    static Node of(Object plain) {
        Origin nowhere = new Origin.Unwritten();
        if (plain instanceof Map<?, ?> map) {
            Map<String, Node> entries = new LinkedHashMap<>();
            map.forEach((key, value) -> entries.put((String) key, of(value)));
            return new Mapping(entries, nowhere);
        }
        if (plain instanceof List<?> list) {
            List<Node> elements = new ArrayList<>();
            list.forEach(element -> elements.add(of(element)));
            return new Sequence(List.copyOf(elements), nowhere);
        }
        if (plain instanceof Optional<?>) {
            return new Nothing(nowhere);
        }
        return new Scalar(plain, plain.toString(), nowhere);
    }
}
