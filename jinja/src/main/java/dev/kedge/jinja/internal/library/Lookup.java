package dev.kedge.jinja.internal.library;

import dev.kedge.jinja.internal.guard.Budget;
import dev.kedge.jinja.internal.value.Value;

/** The way from a value to its attributes and elements. */
interface Lookup {

    /**
     * {@code of.name}.
     *
     * @param of any value
     * @param name the attribute
     * @param budget pays
     * @return the attribute, or else the element, or else undefined
     */
    Value attribute(Value of, String name, Budget budget);

    /**
     * {@code of[key]}.
     *
     * @param of any value
     * @param key a name or an index
     * @param budget pays
     * @return the element, or else the attribute, or else undefined
     */
    Value element(Value of, Value key, Budget budget);
}
