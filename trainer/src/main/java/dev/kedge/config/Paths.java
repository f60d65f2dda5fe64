package dev.kedge.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The addresses of settings: {@code objective.condition.delta}, {@code tasks[1].kind}. */
final class Paths {

    private Paths() {}

    static String join(String outer, String inner) {
        if (outer.isEmpty() || inner.isEmpty()) {
            return outer + inner;
        }
        return inner.startsWith("[") ? outer + inner : outer + "." + inner;
    }

    static String element(String list, int index) {
        return list + "[" + index + "]";
    }

    /** The parts of a path, outermost first; an index keeps its brackets. */
    static List<String> parts(String path) {
        List<String> parts = new ArrayList<>();
        for (String key : path.split("\\.", -1)) {
            int bracket = key.indexOf('[');
            if (bracket < 0) {
                parts.add(key);
            } else {
                if (bracket > 0) {
                    parts.add(key.substring(0, bracket));
                }
                for (String index : key.substring(bracket + 1).split("\\[", -1)) {
                    parts.add("[" + index);
                }
            }
        }
        return parts;
    }

    /** {@code maxNewTokens} is written {@code max_new_tokens}. */
    static String key(String componentName) {
        return componentName.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
