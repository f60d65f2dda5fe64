package dev.kedge.jinja.internal.library;

import dev.kedge.jinja.internal.guard.Budget;
import dev.kedge.jinja.internal.value.Dict;
import dev.kedge.jinja.internal.value.Function;
import dev.kedge.jinja.internal.value.Items;
import dev.kedge.jinja.internal.value.Text;
import dev.kedge.jinja.internal.value.Thing;
import dev.kedge.jinja.internal.value.Undefined;
import dev.kedge.jinja.internal.value.Value;
import java.util.Optional;
import java.util.Set;

/**
 * {@code x.name} and {@code x['name']}: the first looks for an attribute, then for an element; the second the other
 * way.
 *
 * <p>Attributes are the methods of strings, lists, dicts and numbers, and what a {@link Thing} says of itself; there is
 * no way to anything else. Methods that would change a value, and names with two underscores, are there and cannot be
 * used.
 */
public final class Attributes {

    private static final Set<String> LIST_CHANGES =
            Set.of("append", "clear", "pop", "reverse", "insert", "sort", "extend", "remove");

    /** What even an undefined value has in Python, where the sandbox finds it and refuses it. */
    private static final Set<String> OF_EVERY_OBJECT = Set.of(
            "__class__",
            "__dir__",
            "__doc__",
            "__eq__",
            "__format__",
            "__getattribute__",
            "__hash__",
            "__init__",
            "__init_subclass__",
            "__module__",
            "__ne__",
            "__new__",
            "__reduce__",
            "__reduce_ex__",
            "__repr__",
            "__setattr__",
            "__sizeof__",
            "__str__",
            "__subclasshook__");

    private static final Set<String> DICT_CHANGES = Set.of("clear", "pop", "popitem", "setdefault", "update");

    /** Strings that are formats look up attributes and elements of what they format. */
    private static final Table TEXT_METHODS = TextMethods.table(new Lookup() {
        @Override
        public Value attribute(Value of, String name, Budget budget) {
            return Attributes.attribute(of, name, budget);
        }

        @Override
        public Value element(Value of, Value key, Budget budget) {
            return Attributes.element(of, key, budget);
        }
    });

    private Attributes() {}

    /**
     * {@code of.name}.
     *
     * @param of any value
     * @param name the attribute
     * @param budget pays
     * @return the attribute, or else the element, or else undefined
     */
    public static Value attribute(Value of, String name, Budget budget) {
        if (of instanceof Undefined undefined && !OF_EVERY_OBJECT.contains(name)) {
            throw undefined.fault();
        }
        Optional<Value> attribute = find(of, name);
        if (attribute.isPresent()) {
            return attribute.get();
        }
        Text key = Text.of(name);
        if (of instanceof Undefined) {
            return missing(of, key, budget);
        }
        return of.item(key).orElseGet(() -> missing(of, key, budget));
    }

    /**
     * {@code of[key]}.
     *
     * @param of any value
     * @param key a name or an index
     * @param budget pays
     * @return the element, or else the attribute, or else undefined
     */
    public static Value element(Value of, Value key, Budget budget) {
        boolean searched =
                of instanceof Text text && text.count() < text.chars().length();
        key.payAsKey(budget);
        budget.work(searched ? ((Text) of).chars().length() : 0);
        return of.item(key)
                .or(() -> key instanceof Text name ? find(of, name.chars()) : Optional.empty())
                .orElseGet(() -> missing(of, key, budget));
    }

    private static Value missing(Value of, Value key, Budget budget) {
        return key instanceof Text name && isInternal(name.chars())
                ? Undefined.unsafe(of, name.chars())
                : Undefined.element(of, key, budget);
    }

    /** Names that Python keeps for itself: the sandbox gives none of them. */
    private static boolean isInternal(String name) {
        return name.startsWith("__") && name.endsWith("__");
    }

    /**
     * An attribute, elements not looked at.
     *
     * @param of any value
     * @param name the attribute
     * @return its value; empty if there is none
     */
    public static Optional<Value> find(Value of, String name) {
        if (of instanceof Thing thing) {
            return thing.attribute(name);
        }
        if (changes(of).contains(name)) {
            return Optional.of(Undefined.unsafe(of, name));
        }
        Optional<Value> property = Properties.find(of, name);
        return property.isPresent()
                ? property
                : methods(of).flatMap(table -> table.find(name)).map(method -> bound(method, of));
    }

    private static Set<String> changes(Value of) {
        if (of instanceof Dict) {
            return DICT_CHANGES;
        }
        return of instanceof Items items && items.isList() ? LIST_CHANGES : Set.of();
    }

    private static Optional<Table> methods(Value of) {
        if (of instanceof Text) {
            return Optional.of(TEXT_METHODS);
        }
        if (of instanceof Dict) {
            return Optional.of(ContainerMethods.DICT);
        }
        if (of instanceof Items items) {
            return Optional.of(items.isList() ? ContainerMethods.LIST : ContainerMethods.TUPLE);
        }
        return Optional.empty();
    }

    private static Value bound(Builtin method, Value self) {
        return new Function(method.name(), (arguments, budget) -> method.apply(self, arguments, budget));
    }
}
