package dev.kedge.jinja.internal.library;

import dev.kedge.jinja.internal.value.Int;
import dev.kedge.jinja.internal.value.Text;
import dev.kedge.jinja.internal.value.Undefined;
import dev.kedge.jinja.internal.value.Value;
import java.util.Optional;
import java.util.function.Function;

/** The filters, {@code x | name(...)}: those of Jinja, with {@code tojson} as transformers redefines it. */
final class Filters {

    private Filters() {}

    /**
     * All of them.
     *
     * @param filters the filter of a name, for those that apply another one
     * @param tests the test of a name, for those that select
     */
    static Table table(Function<String, Optional<Builtin>> filters, Function<String, Optional<Builtin>> tests) {
        return new Table()
                .with("abs", NumberFilters::absolute)
                .with("attr", Filters::attribute, "name")
                .with("batch", StreamFilters::batch, "linecount", "fill_with?")
                .with("capitalize", TextFilters::capitalize)
                .with("center", TextFilters::center, "width?")
                .with("count", Filters::length)
                .with("d", Filters::orDefault, "default_value?", "boolean?")
                .with("default", Filters::orDefault, "default_value?", "boolean?")
                .with("dictsort", OrderFilters::dictSort, "case_sensitive?", "by?", "reverse?")
                .with("e", TextFilters::escape)
                .with("escape", TextFilters::escape)
                .with("filesizeformat", NumberFilters::fileSize, "binary?")
                .with("first", SequenceFilters::first)
                .with("float", NumberFilters::toFloat, "default?")
                .with("forceescape", TextFilters::forceEscape)
                .with("format", TextFilters::format, "*")
                .with("groupby", OrderFilters::groupBy, "attribute", "default?", "case_sensitive?")
                .with("indent", TextFilters::indent, "width?", "first?", "blank?")
                .with("int", NumberFilters::toInteger, "default?", "base?")
                .with("items", SequenceFilters::items)
                .with("join", TextFilters::join, "d?", "attribute?")
                .with("last", SequenceFilters::last)
                .with("length", Filters::length)
                .with("list", SequenceFilters::list)
                .with("lower", TextFilters::lower)
                .with("map", call -> StreamFilters.map(call, filters), "*")
                .with("max", call -> OrderFilters.extreme(call, true), "case_sensitive?", "attribute?")
                .with("min", call -> OrderFilters.extreme(call, false), "case_sensitive?", "attribute?")
                .with("reject", call -> StreamFilters.select(call, false, false, tests), "*")
                .with("rejectattr", call -> StreamFilters.select(call, true, false, tests), "*")
                .with("replace", TextFilters::replace, "old", "new", "count?")
                .with("reverse", SequenceFilters::reverse)
                .with("round", NumberFilters::round, "precision?", "method?")
                .with("safe", TextFilters::safe)
                .with("select", call -> StreamFilters.select(call, false, true, tests), "*")
                .with("selectattr", call -> StreamFilters.select(call, true, true, tests), "*")
                .with("slice", StreamFilters::slice, "slices", "fill_with?")
                .with("sort", OrderFilters::sort, "reverse?", "case_sensitive?", "attribute?")
                .with("string", Call::selfAsText)
                .with("sum", NumberFilters::sum, "attribute?", "start?")
                .with("title", TextFilters::title)
                .with("tojson", TextFilters::toJson, "ensure_ascii?", "indent?", "separators?", "sort_keys?")
                .with("trim", TextFilters::trim, "chars?")
                .with("truncate", TextFilters::truncate, "length?", "killwords?", "end?", "leeway?")
                .with("unique", StreamFilters::unique, "case_sensitive?", "attribute?")
                .with("upper", TextFilters::upper)
                .with("urlencode", WebFilters::urlEncode)
                .with("wordcount", TextFilters::wordCount)
                .with("xmlattr", WebFilters::xmlAttributes, "autospace?");
    }

    private static Value length(Call call) {
        return Int.of(call.selfLength());
    }

    private static Value orDefault(Call call) {
        boolean replaced = call.self() instanceof Undefined
                || (call.flag("boolean", false) && !call.self().isTrue());
        return replaced ? call.given("default_value").orElse(Text.EMPTY) : call.self();
    }

    /** As {@code x.name}, but never an element. */
    private static Value attribute(Call call) {
        String name = call.requiredText("name").chars();
        if (call.self() instanceof Undefined undefined && !name.startsWith("__")) {
            throw undefined.fault();
        }
        return Attributes.find(call.self(), name)
                .orElseGet(() -> Undefined.element(call.self(), Text.of(name), call.budget()));
    }
}
