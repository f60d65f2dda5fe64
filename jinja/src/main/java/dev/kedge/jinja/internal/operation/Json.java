package dev.kedge.jinja.internal.operation;

import dev.kedge.jinja.internal.guard.Budget;
import dev.kedge.jinja.internal.guard.Fault;
import dev.kedge.jinja.internal.text.FloatText;
import dev.kedge.jinja.internal.text.Quoting;
import dev.kedge.jinja.internal.value.Bool;
import dev.kedge.jinja.internal.value.Dict;
import dev.kedge.jinja.internal.value.Int;
import dev.kedge.jinja.internal.value.Items;
import dev.kedge.jinja.internal.value.None;
import dev.kedge.jinja.internal.value.Real;
import dev.kedge.jinja.internal.value.Text;
import dev.kedge.jinja.internal.value.TextBuilder;
import dev.kedge.jinja.internal.value.Value;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** {@code json.dumps}, space for space. */
public final class Json {

    /**
     * The layout of the text.
     *
     * @param ascii whether characters beyond ASCII are escaped
     * @param indent what each level is indented by; empty optional: everything on one line
     * @param itemSeparator between elements
     * @param keySeparator between a key and its value
     * @param sortKeys whether entries are sorted by key
     */
    public record Layout(
            boolean ascii, Optional<String> indent, String itemSeparator, String keySeparator, boolean sortKeys) {}

    private final Layout layout;
    private final Budget budget;
    private final TextBuilder out;

    private Json(Layout layout, Budget budget) {
        this.layout = layout;
        this.budget = budget;
        this.out = new TextBuilder(budget);
    }

    /**
     * Writes a value.
     *
     * @param value null, booleans, numbers, text, and lists and dicts of them
     * @param layout how
     * @param budget pays
     * @return JSON
     */
    public static String write(Value value, Layout layout, Budget budget) {
        Json json = new Json(layout, budget);
        json.value(value, 0);
        return json.out.toString();
    }

    private void value(Value value, int level) {
        budget.step();
        if (value instanceof Dict dict) {
            object(dict, level);
        } else if (value instanceof Items items) {
            array(items.elements(), level);
        } else {
            out.append(scalar(value));
        }
    }

    private String scalar(Value value) {
        if (value instanceof Text text) {
            out.expect((long) Quoting.MAX_ESCAPE * text.chars().length());
            return Quoting.json(text.chars(), layout.ascii());
        }
        if (value instanceof Bool) {
            return value.isTrue() ? "true" : "false";
        }
        if (value instanceof Real real) {
            budget.make(FloatText.cost(real.value()));
            return real(real.value());
        }
        if (value instanceof Int) {
            return value.string(budget);
        }
        if (value == None.NONE) {
            return "null";
        }
        throw new Fault("Object of type " + value.typeName() + " is not JSON serializable");
    }

    private static String real(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        return Double.isInfinite(value) ? (value > 0 ? "Infinity" : "-Infinity") : FloatText.repr(value);
    }

    private void array(List<Value> elements, int level) {
        if (elements.isEmpty()) {
            out.append("[]");
            return;
        }
        out.append("[");
        String separator = "";
        for (Value element : elements) {
            out.append(separator);
            newLine(level + 1);
            value(element, level + 1);
            separator = layout.itemSeparator();
        }
        newLine(level);
        out.append("]");
    }

    private void object(Dict dict, int level) {
        if (!dict.isTrue()) {
            out.append("{}");
            return;
        }
        out.append("{");
        String separator = "";
        for (Dict.Entry entry : layout.sortKeys() ? sorted(dict) : dict.entries()) {
            out.append(separator);
            newLine(level + 1);
            out.append(key(entry.key()));
            out.append(layout.keySeparator());
            value(entry.value(), level + 1);
            separator = layout.itemSeparator();
        }
        newLine(level);
        out.append("}");
    }

    private Collection<Dict.Entry> sorted(Dict dict) {
        List<Value> keys = Ordering.sorted(Items.collect(dict, budget), key -> key, false, budget);
        return keys.stream()
                .map(key -> new Dict.Entry(key, dict.item(key).orElseThrow()))
                .toList();
    }

    private String key(Value key) {
        if (key instanceof Text) {
            return scalar(key);
        }
        if (Equality.isNumber(key) || key == None.NONE) {
            return Quoting.json(scalar(key), layout.ascii());
        }
        throw new Fault("keys must be str, int, float, bool or None, not " + key.typeName());
    }

    private void newLine(int level) {
        layout.indent().ifPresent(indent -> out.append("\n").append(indent, level));
    }
}
