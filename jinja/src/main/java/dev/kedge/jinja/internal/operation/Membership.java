package dev.kedge.jinja.internal.operation;

import dev.kedge.jinja.internal.guard.Budget;
import dev.kedge.jinja.internal.guard.Fault;
import dev.kedge.jinja.internal.value.Dict;
import dev.kedge.jinja.internal.value.DictView;
import dev.kedge.jinja.internal.value.Text;
import dev.kedge.jinja.internal.value.Undefined;
import dev.kedge.jinja.internal.value.Value;
import java.util.Iterator;

/** {@code in}: a part of a string, a key of a dict, an element of anything else. */
public final class Membership {

    private Membership() {}

    /**
     * Whether a value is in another one.
     *
     * @param sought what is looked for
     * @param container where
     * @param budget pays for reading
     * @return {@code sought in container}
     */
    public static boolean contains(Value sought, Value container, Budget budget) {
        if (container instanceof Text text) {
            if (sought instanceof Text part) {
                return indexOf(text.chars(), part.chars(), budget) >= 0;
            }
            throw new Fault("'in <string>' requires string as left operand, not " + sought.typeName());
        }
        if (container instanceof Dict dict) {
            return has(dict, sought, budget);
        }
        if (container instanceof DictView view && view.part() == DictView.Part.KEYS) {
            return has(view.dict(), sought, budget);
        }
        if (!container.isIterable()) {
            throw new Fault("argument of type '" + container.typeName() + "' is not iterable");
        }
        if (container instanceof Undefined) {
            return false;
        }
        for (Iterator<Value> rest = container.iterator(); rest.hasNext(); ) {
            Value element = rest.next();
            if (element == sought || Equality.equal(sought, element, budget)) {
                return true;
            }
        }
        return false;
    }

    private static boolean has(Dict dict, Value key, Budget budget) {
        key.hashed(budget);
        return dict.item(key).isPresent();
    }

    /**
     * Where a string occurs first.
     *
     * @param text where to look
     * @param sought what for
     * @param budget pays, for the worst that a search by trial can do
     * @return the offset; -1 if nowhere
     */
    public static int indexOf(String text, String sought, Budget budget) {
        payForSearch(text, sought, budget);
        return text.indexOf(sought);
    }

    /**
     * Pays for a search by trial: each place of the text against each character of what is sought, eight at a time.
     *
     * @param text where to look
     * @param sought what for
     * @param budget pays
     */
    public static void payForSearch(String text, String sought, Budget budget) {
        budget.work(text.length() + (long) text.length() * Math.min(sought.length(), text.length()) / 8);
    }
}
