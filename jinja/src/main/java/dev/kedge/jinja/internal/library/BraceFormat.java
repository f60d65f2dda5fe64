package dev.kedge.jinja.internal.library;

import dev.kedge.jinja.internal.guard.Budget;
import dev.kedge.jinja.internal.guard.Fault;
import dev.kedge.jinja.internal.operation.FormatSpec;
import dev.kedge.jinja.internal.text.Quoting;
import dev.kedge.jinja.internal.value.Int;
import dev.kedge.jinja.internal.value.Text;
import dev.kedge.jinja.internal.value.TextBuilder;
import dev.kedge.jinja.internal.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** {@code '{} and {name:>8}'.format(x, name=y)}; attributes and elements are looked up as in the template itself. */
final class BraceFormat {

    /** Fields may stand in the specification of a field, and no deeper. */
    private static final int MAX_NESTING = 2;

    private final Text format;
    private final List<Value> positional;
    private final Function<String, Optional<Value>> named;
    private final Lookup lookup;
    private final Budget budget;
    private int next;
    private boolean numbered;

    private BraceFormat(
            Text format,
            List<Value> positional,
            Function<String, Optional<Value>> named,
            Lookup lookup,
            Budget budget) {
        this.format = format;
        this.positional = positional;
        this.named = named;
        this.lookup = lookup;
        this.budget = budget;
    }

    static Value format(Call call, Lookup lookup) {
        return run(new BraceFormat(
                call.selfText(),
                call.arguments().positional(),
                name -> Optional.ofNullable(call.arguments().named().get(name)),
                lookup,
                call.budget()));
    }

    static Value formatMap(Call call, Lookup lookup) {
        Value mapping = call.value("mapping");
        return run(new BraceFormat(
                call.selfText(), List.of(), name -> mapping.item(Text.of(name)), lookup, call.budget()));
    }

    private static Text run(BraceFormat format) {
        String text = format.text(format.format.chars(), 0);
        return format.format.isSafe() ? Text.safe(text) : Text.of(text);
    }

    private String text(String pattern, int nesting) {
        if (nesting >= MAX_NESTING) {
            throw new Fault("Max string recursion exceeded");
        }
        TextBuilder out = new TextBuilder(budget);
        int at = 0;
        while (at < pattern.length()) {
            char character = pattern.charAt(at);
            boolean doubled = pattern.startsWith(character + "" + character, at);
            if (character != '{' && character != '}') {
                int end = at;
                while (end < pattern.length() && pattern.charAt(end) != '{' && pattern.charAt(end) != '}') {
                    end++;
                }
                out.append(pattern.substring(at, end));
                at = end;
            } else if (doubled) {
                out.append(String.valueOf(character));
                at += 2;
            } else if (character == '}') {
                throw new Fault("Single '}' encountered in format string");
            } else {
                int end = closing(pattern, at);
                out.append(field(pattern.substring(at + 1, end), nesting));
                at = end + 1;
            }
        }
        return out.toString();
    }

    private static int closing(String pattern, int open) {
        int depth = 0;
        for (int at = open; at < pattern.length(); at++) {
            if (pattern.charAt(at) == '{') {
                depth++;
            } else if (pattern.charAt(at) == '}' && --depth == 0) {
                return at;
            }
        }
        throw new Fault(
                open + 1 == pattern.length()
                        ? "Single '{' encountered in format string"
                        : "expected '}' before end of string");
    }

    private String field(String field, int nesting) {
        int end = 0;
        while (end < field.length() && field.charAt(end) != ':' && field.charAt(end) != '!') {
            end = field.charAt(end) == '[' ? Math.max(field.indexOf(']', end), end) + 1 : end + 1;
        }
        Value value = lookUp(field.substring(0, Math.min(end, field.length())));
        String rest = field.substring(Math.min(end, field.length()));
        if (rest.startsWith("!")) {
            if (rest.length() < 2) {
                throw new Fault("end of string while looking for conversion specifier");
            }
            value = converted(value, rest.charAt(1));
            rest = rest.substring(2);
        }
        String spec = rest.startsWith(":") ? text(rest.substring(1), nesting + 1) : "";
        String formatted = FormatSpec.format(value, spec, budget);
        boolean safeAlready = value instanceof Text text && text.isSafe();
        return safeAlready ? formatted : format.beside(Text.of(formatted), budget);
    }

    private Value converted(Value value, char conversion) {
        return switch (conversion) {
            case 's' -> value instanceof Text ? value : Text.of(value.string(budget));
            case 'r', 'a' -> Text.of(value.representation(budget));
            default -> throw new Fault("Unknown conversion specifier '" + conversion + "'");
        };
    }

    /** {@code 0.name[key]}: an argument, then attributes and elements of it. */
    private Value lookUp(String path) {
        int end = 0;
        while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
            end++;
        }
        if (end == 0 && !path.isEmpty()) {
            throw new Fault("''"); // only a field without any path is numbered by itself
        }
        Value value = argument(path.substring(0, end));
        while (end < path.length()) {
            boolean element = path.charAt(end) == '[';
            int begin = end + 1;
            end = begin;
            while (end < path.length() && (element ? path.charAt(end) != ']' : ".[".indexOf(path.charAt(end)) < 0)) {
                end++;
            }
            String part = path.substring(begin, end);
            if (part.isEmpty()) {
                throw new Fault("Empty attribute in format string");
            }
            value = element
                    ? lookup.element(value, isNumber(part) ? Int.of(Long.parseLong(part)) : Text.of(part), budget)
                    : lookup.attribute(value, part, budget);
            end += element ? 1 : 0;
        }
        return value;
    }

    private static boolean isNumber(String part) {
        return part.length() < 10 && part.chars().allMatch(c -> c >= '0' && c <= '9') && !part.isEmpty();
    }

    private Value argument(String name) {
        if (name.isEmpty() || isNumber(name)) {
            if (name.isEmpty() ? numbered : next > 0) {
                throw new Fault(
                        name.isEmpty()
                                ? "cannot switch from manual field specification to automatic field numbering"
                                : "cannot switch from automatic field numbering to manual field specification");
            }
            numbered |= !name.isEmpty();
            int index = name.isEmpty() ? next++ : Integer.parseInt(name);
            if (index >= positional.size()) {
                throw new Fault("Replacement index " + index + " out of range for positional args tuple");
            }
            return positional.get(index);
        }
        return named.apply(name).orElseThrow(() -> new Fault(Quoting.python(name)));
    }
}
