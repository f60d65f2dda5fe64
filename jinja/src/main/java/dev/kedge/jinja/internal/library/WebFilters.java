package dev.kedge.jinja.internal.library;

import dev.kedge.jinja.internal.guard.Fault;
import dev.kedge.jinja.internal.text.Quoting;
import dev.kedge.jinja.internal.text.Whitespace;
import dev.kedge.jinja.internal.value.Dict;
import dev.kedge.jinja.internal.value.Items;
import dev.kedge.jinja.internal.value.None;
import dev.kedge.jinja.internal.value.Text;
import dev.kedge.jinja.internal.value.TextBuilder;
import dev.kedge.jinja.internal.value.Undefined;
import dev.kedge.jinja.internal.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/** Filters for addresses and markup. */
final class WebFilters {

    private static final String UNRESERVED = "_.-~";

    /** Three bytes of UTF-8, each as a percent sign and two digits. */
    private static final int MAX_QUOTE = 9;

    private WebFilters() {}

    /** A string quoted for a path, or pairs as a query. */
    static Value urlEncode(Call call) {
        Value self = call.self();
        TextBuilder out = new TextBuilder(call.budget());
        if (self instanceof Text || !self.isIterable()) {
            quote(self.string(call.budget()), "/", out);
            return Text.of(out.toString());
        }
        String separator = "";
        Iterator<Value> pairs = self instanceof Dict dict
                ? dict.entries().stream()
                        .<Value>map(entry -> Items.tuple(entry.key(), entry.value()))
                        .iterator()
                : self.iterator();
        while (pairs.hasNext()) {
            List<Value> pair = Items.collect(pairs.next(), call.budget());
            if (pair.size() != 2) {
                throw new Fault("urlencode takes pairs, got " + pair.size() + " values");
            }
            out.append(separator);
            quote(pair.get(0).string(call.budget()), "", out);
            out.append("=");
            quote(pair.get(1).string(call.budget()), "", out);
            separator = "&";
        }
        return Text.of(out.toString());
    }

    /** In a query ({@code safe} empty) a space is a plus. */
    private static void quote(String text, String safe, TextBuilder out) {
        out.expect((long) MAX_QUOTE * text.length());
        for (byte unit : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = (unit >= '0' && unit <= '9')
                    || (unit >= 'A' && unit <= 'Z')
                    || (unit >= 'a' && unit <= 'z')
                    || (unit > 0 && (UNRESERVED + safe).indexOf(unit) >= 0);
            if (plain) {
                out.append(String.valueOf((char) unit));
            } else if (unit == ' ' && safe.isEmpty()) {
                out.append("+");
            } else {
                out.append(String.format(Locale.ROOT, "%%%02X", unit));
            }
        }
    }

    static Value xmlAttributes(Call call) {
        if (!(call.self() instanceof Dict dict)) {
            throw new Fault("'" + call.self().typeName() + "' object has no attribute 'items'");
        }
        TextBuilder out = new TextBuilder(call.budget());
        String separator = call.flag("autospace", true) ? " " : "";
        for (Dict.Entry entry : dict.entries()) {
            if (entry.value() == None.NONE || entry.value() instanceof Undefined) {
                continue;
            }
            String name = entry.key().string(call.budget());
            if (name.chars().anyMatch(c -> (c < 0x80 && Whitespace.is(c)) || "/>=".indexOf(c) >= 0)) {
                throw new Fault("Invalid character in attribute name: " + Quoting.python(name));
            }
            out.append(separator).append(escaped(call, entry.key())).append("=\"");
            out.append(escaped(call, entry.value())).append("\"");
            separator = " ";
        }
        return Text.of(out.toString());
    }

    private static String escaped(Call call, Value value) {
        Text text = value instanceof Text given ? given : Text.of(value.string(call.budget()));
        return Text.safe("").beside(text, call.budget());
    }
}
