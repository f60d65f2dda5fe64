package dev.kedge.jinja.internal.library;

import dev.kedge.jinja.internal.guard.Fault;
import dev.kedge.jinja.internal.operation.Membership;
import dev.kedge.jinja.internal.text.CodePoints;
import dev.kedge.jinja.internal.value.Indices;
import dev.kedge.jinja.internal.value.Int;
import dev.kedge.jinja.internal.value.Items;
import dev.kedge.jinja.internal.value.Text;
import dev.kedge.jinja.internal.value.Value;
import java.util.Iterator;

/** Methods of strings that look for a part. */
final class TextSearch {

    private TextSearch() {}

    /** A part of a string in which to look, in UTF-16 units; {@code valid} if it does not start behind the end. */
    private record Window(String chars, int begin, int end, boolean valid) {

        static Window of(Call call) {
            Text self = call.selfText();
            int length = self.count();
            int start = call.some("start").map(value -> end(value, length)).orElse(0);
            int stop = Math.min(
                    length, call.some("end").map(value -> end(value, length)).orElse(length));
            boolean valid = start <= stop;
            int begin = self.offset(Math.min(start, length));
            return new Window(self.chars(), begin, valid ? self.offset(stop) : begin, valid);
        }

        /** Not moved back to the end of the string: an index beyond it finds nothing, not even the empty string. */
        private static int end(Value index, int length) {
            return Indices.end(
                    index.integer()
                            .orElseThrow(() ->
                                    new Fault("slice indices must be integers or None or have an __index__ method")),
                    0,
                    Integer.MAX_VALUE,
                    length);
        }

        String text() {
            return chars.substring(begin, end);
        }
    }

    static Value find(Call call, boolean last, boolean insist) {
        Window window = Window.of(call);
        String sought = call.requiredText("sub").chars();
        Membership.payForSearch(window.chars(), sought, call.budget());
        int found = !window.valid()
                ? -1
                : last ? window.text().lastIndexOf(sought) : window.text().indexOf(sought);
        if (found < 0 && insist) {
            throw new Fault("substring not found");
        }
        return Int.of(found < 0 ? -1 : CodePoints.count(window.chars().substring(0, window.begin() + found)));
    }

    static Value count(Call call) {
        Window window = Window.of(call);
        String sought = call.requiredText("sub").chars();
        Membership.payForSearch(window.chars(), sought, call.budget());
        if (!window.valid()) {
            return Int.of(0);
        }
        return Int.of(
                sought.isEmpty() ? CodePoints.count(window.text()) + 1 : CodePoints.occurrences(window.text(), sought));
    }

    /** {@code startswith} and {@code endswith}: with a string or with a tuple of strings. */
    static Value affix(Call call, boolean atStart) {
        Window window = Window.of(call);
        Value wanted = call.value(atStart ? "prefix" : "suffix");
        if (wanted instanceof Items items && !items.isList()) {
            for (Iterator<Value> rest = items.iterator(); rest.hasNext(); ) {
                if (has(call, window, rest.next(), atStart)) {
                    return Call.bool(true);
                }
            }
            return Call.bool(false);
        }
        return Call.bool(has(call, window, wanted, atStart));
    }

    private static boolean has(Call call, Window window, Value wanted, boolean atStart) {
        if (!(wanted instanceof Text text)) {
            throw new Fault(call.name() + " first arg must be str or a tuple of str, not " + wanted.typeName());
        }
        call.budget().work(text.chars().length());
        return window.valid()
                && (atStart
                        ? window.text().startsWith(text.chars())
                        : window.text().endsWith(text.chars()));
    }

    static Value withoutAffix(Call call, boolean atStart) {
        Text self = call.selfText();
        String affix = call.requiredText(atStart ? "prefix" : "suffix").chars();
        String chars = self.chars();
        if (atStart) {
            return chars.startsWith(affix) ? self.like(chars.substring(affix.length()), call.budget()) : self;
        }
        return chars.endsWith(affix)
                ? self.like(chars.substring(0, chars.length() - affix.length()), call.budget())
                : self;
    }
}
