package dev.kedge.jinja.internal.library;

import dev.kedge.jinja.internal.guard.Fault;
import dev.kedge.jinja.internal.operation.Json;
import dev.kedge.jinja.internal.operation.PercentFormat;
import dev.kedge.jinja.internal.text.Cases;
import dev.kedge.jinja.internal.text.Quoting;
import dev.kedge.jinja.internal.text.Whitespace;
import dev.kedge.jinja.internal.value.Dict;
import dev.kedge.jinja.internal.value.Int;
import dev.kedge.jinja.internal.value.Items;
import dev.kedge.jinja.internal.value.Text;
import dev.kedge.jinja.internal.value.TextBuilder;
import dev.kedge.jinja.internal.value.Undefined;
import dev.kedge.jinja.internal.value.Value;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Filters that make text. */
final class TextFilters {

    private static final int DEFAULT_WIDTH = 80;
    private static final int DEFAULT_INDENT = 4;
    private static final int DEFAULT_TRUNCATION = 255;

    /** How much longer than asked for a text may be before it is truncated. */
    private static final int DEFAULT_LEEWAY = 5;

    private TextFilters() {}

    static Value upper(Call call) {
        return call.selfAsText().changed(Cases::upper, Cases.GROWTH, call.budget());
    }

    static Value lower(Call call) {
        return call.selfAsText().changed(Cases::lower, Cases.GROWTH, call.budget());
    }

    static Value capitalize(Call call) {
        return call.selfAsText().changed(Cases::capitalize, Cases.GROWTH, call.budget());
    }

    /** A capital after white space, hyphens and opening brackets; unlike the method, not after an apostrophe. */
    static Value title(Call call) {
        Text text = call.selfAsText();
        call.budget().make((long) Cases.GROWTH * text.chars().length());
        StringBuilder titled = new StringBuilder();
        StringBuilder word = new StringBuilder();
        for (int codePoint : text.chars().codePoints().toArray()) {
            if (Whitespace.is(codePoint) || "-({[<".indexOf(codePoint) >= 0) {
                titled.append(capitalWord(word)).appendCodePoint(codePoint);
                word.setLength(0);
            } else {
                word.appendCodePoint(codePoint);
            }
        }
        return Text.of(titled.append(capitalWord(word)).toString());
    }

    private static String capitalWord(StringBuilder word) {
        if (word.length() == 0) {
            return "";
        }
        int first = Character.charCount(word.codePointAt(0));
        return Cases.upper(word.substring(0, first)) + Cases.lower(word.substring(first));
    }

    static Value trim(Call call) {
        Call method = new Call("strip", call.selfAsText(), call.bound(), call.arguments(), call.budget());
        return TextMethods.strip(method, true, true);
    }

    static Value center(Call call) {
        return TextLayout.padded(
                call, call.selfAsText(), call.integer("width", DEFAULT_WIDTH), " ", TextLayout.Side.BOTH);
    }

    /** Of plain strings: marks as safe HTML are dropped. */
    static Value replace(Call call) {
        String chars = call.self().string(call.budget());
        String old = call.value("old").string(call.budget());
        String replacement = call.value("new").string(call.budget());
        int count = call.some("count").map(call::integer).orElse(-1);
        return Text.of(TextMethods.replaced(call, chars, old, replacement, count));
    }

    static Value join(Call call) {
        String separator = call.given("d").map(d -> d.string(call.budget())).orElse("");
        AttributePath path = AttributePath.of(call);
        TextBuilder out = new TextBuilder(call.budget());
        String before = "";
        for (Iterator<Value> rest = call.self().iterator(); rest.hasNext(); ) {
            call.budget().step();
            out.append(before);
            path.follow(rest.next(), call.budget()).write(out);
            before = separator;
        }
        return Text.of(out.toString());
    }

    static Value format(Call call) {
        boolean named = !call.arguments().named().isEmpty();
        if (named && !call.arguments().positional().isEmpty()) {
            throw new Fault("can't handle positional and keyword arguments at the same time");
        }
        Value values = named
                ? dict(call, call.arguments().named())
                : Items.of(Items.Kind.TUPLE, call.arguments().positional());
        return PercentFormat.format(call.selfAsText(), values, call.budget());
    }

    private static Dict dict(Call call, Map<String, Value> named) {
        Dict.Builder dict = new Dict.Builder(call.budget());
        named.forEach((name, value) -> dict.put(Text.of(name), value));
        return dict.build();
    }

    static Value indent(Call call) {
        Text self = call.self() instanceof Text text ? text : notText(call);
        Value width = call.given("width").orElse(Int.of(DEFAULT_INDENT));
        String indent =
                width instanceof Text given ? self.beside(given, call.budget()) : spaces(call, call.integer(width));
        boolean blank = call.flag("blank", false);
        TextBuilder out = new TextBuilder(call.budget());
        out.append(call.flag("first", false) ? indent : "");
        boolean first = true;
        for (String line : Whitespace.lines(self.chars() + "\n", false)) {
            boolean indented = !first && (blank || !line.isEmpty());
            out.append(first ? "" : "\n").append(indented ? indent : "").append(line);
            first = false;
        }
        return self.isSafe() ? Text.safe(out.toString()) : Text.of(out.toString());
    }

    private static Text notText(Call call) {
        if (call.self() instanceof Undefined undefined) {
            throw undefined.fault();
        }
        throw new Fault("unsupported operand type(s) for +=: '" + call.self().typeName() + "' and 'str'");
    }

    private static String spaces(Call call, int width) {
        call.budget().make(Math.max(0, width));
        return " ".repeat(Math.max(0, width));
    }

    static Value truncate(Call call) {
        int length = call.integer("length", DEFAULT_TRUNCATION);
        int leeway = call.some("leeway").map(call::integer).orElse(DEFAULT_LEEWAY);
        Text end = call.text("end").orElse(Text.of("..."));
        if (length < end.count()) {
            throw new Fault("expected length >= " + end.count() + ", got " + length);
        }
        if (leeway < 0) {
            throw new Fault("expected leeway >= 0, got " + leeway);
        }
        if (call.selfLength() <= (long) length + leeway) {
            return call.self();
        }
        if (!(call.self() instanceof Text self)) {
            throw new Fault("'" + call.self().typeName() + "' object cannot be truncated: it is no text");
        }
        String cut = self.part(0, length - end.count());
        int word = call.flag("killwords", false) ? -1 : cut.lastIndexOf(' ');
        return self.like((word < 0 ? cut : cut.substring(0, word)) + self.beside(end, call.budget()), call.budget());
    }

    static Value wordCount(Call call) {
        String chars = call.selfAsText().chars();
        call.budget().work(chars.length());
        int words = 0;
        boolean inside = false;
        for (int at = 0; at < chars.length(); at += Character.charCount(chars.codePointAt(at))) {
            boolean letter = chars.codePointAt(at) == '_' || Character.isLetterOrDigit(chars.codePointAt(at));
            words += letter && !inside ? 1 : 0;
            inside = letter;
        }
        return Int.of(words);
    }

    static Value escape(Call call) {
        return call.self() instanceof Text text && text.isSafe() ? text : forceEscape(call);
    }

    static Value forceEscape(Call call) {
        return Text.safe(Text.safe("").beside(Text.of(call.self().string(call.budget())), call.budget()));
    }

    static Value safe(Call call) {
        return Text.safe(call.self().string(call.budget()));
    }

    static Value toJson(Call call) {
        Optional<String> indent = call.some("indent")
                .map(value -> value instanceof Text text ? text.chars() : spaces(call, call.integer(value)));
        String itemSeparator = indent.isPresent() ? "," : ", ";
        String keySeparator = ": ";
        Optional<Value> separators = call.some("separators");
        if (separators.isPresent()) {
            List<Value> pair = Items.collect(separators.get(), call.budget());
            if (pair.size() != 2 || !(pair.get(0) instanceof Text item) || !(pair.get(1) instanceof Text key)) {
                throw new Fault("separators must be two strings, got "
                        + Quoting.python(separators.get().string(call.budget())));
            }
            itemSeparator = item.chars();
            keySeparator = key.chars();
        }
        Json.Layout layout = new Json.Layout(
                call.flag("ensure_ascii", false), indent, itemSeparator, keySeparator, call.flag("sort_keys", false));
        return Text.of(Json.write(call.self(), layout, call.budget()));
    }
}
