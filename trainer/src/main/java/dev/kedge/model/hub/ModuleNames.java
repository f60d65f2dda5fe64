package dev.kedge.model.hub;

import dev.kedge.model.ConfigDocument;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A choice of a model's modules by their paths, as PEFT's settings make it: a list of names, or an expression. */
sealed interface ModuleNames {

    /** Whether a path such as {@code model.layers.0.self_attn.q_proj} is chosen. */
    boolean has(String module);

    /**
     * Names, each the whole path or its end after a point.
     *
     * @param names in any order
     */
    record Listed(List<String> names) implements ModuleNames {

        @Override
        public boolean has(String module) {
            return names.stream().anyMatch(name -> module.equals(name) || module.endsWith("." + name));
        }
    }

    /**
     * A regular expression that must match the whole path.
     *
     * @param pattern as Java reads it
     */
    record Expression(Pattern pattern) implements ModuleNames {

        @Override
        public boolean has(String module) {
            return pattern.matcher(module).matches();
        }
    }

    /** The choice that a setting makes: a list or, if it is a string, an expression. */
    static Optional<ModuleNames> read(ConfigDocument document, String key) {
        return document.value(key)
                .map(value -> value instanceof String text
                        ? new Expression(pattern(key, text))
                        : new Listed(names(document, key)));
    }

    /** A list of strings. */
    static List<String> names(ConfigDocument document, String key) {
        return document.list(key).stream()
                .map(name -> {
                    if (name instanceof String text) {
                        return text;
                    }
                    throw new IllegalArgumentException(key + " must be a list of strings, got " + name + " in it");
                })
                .toList();
    }

    /**
     * A regular expression of Python's.
     *
     * @throws IllegalArgumentException if Java would read it as another one, or not at all
     */
    static Pattern pattern(String key, String python) {
        String unnamed = python.replaceAll("\\(\\?P<\\w+>", "(").replace("\\Z", "\\z");
        for (String other : List.of("(?P", "(?(", "[[", "&&", "\\h", "\\R", "\\p", "\\Q")) {
            if (unnamed.contains(other)) {
                throw new IllegalArgumentException(
                        key + " has " + other + " in the expression " + python + ": not supported");
            }
        }
        try {
            return Pattern.compile(unnamed);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(key + " must be a regular expression, got " + python, e);
        }
    }
}
