package dev.kedge.jinja.internal.library;

import dev.kedge.jinja.internal.guard.Fault;
import dev.kedge.jinja.internal.operation.Membership;
import dev.kedge.jinja.internal.text.Cases;
import dev.kedge.jinja.internal.text.CodePoints;
import dev.kedge.jinja.internal.text.Quoting;
import dev.kedge.jinja.internal.text.Whitespace;
import dev.kedge.jinja.internal.value.Text;
import dev.kedge.jinja.internal.value.TextBuilder;
import dev.kedge.jinja.internal.value.Value;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;

/** The methods of strings. */
final class TextMethods {

    private TextMethods() {}

    /**
     * All of them.
     *
     * @param lookup finds what a format names
     */
    static Table table(Lookup lookup) {
        return new Table()
                .with("capitalize", mapped(Cases::capitalize), "/")
                .with("casefold", mapped(Cases::fold), "/")
                .with("center", call -> TextLayout.padded(call, TextLayout.Side.BOTH), "width", "fillchar?", "/")
                .with("count", TextSearch::count, "sub", "start?", "end?", "/")
                .with("endswith", call -> TextSearch.affix(call, false), "suffix", "start?", "end?", "/")
                .with("expandtabs", TextLayout::expandTabs, "tabsize?")
                .with("find", call -> TextSearch.find(call, false, false), "sub", "start?", "end?", "/")
                .with("format", call -> BraceFormat.format(call, lookup), "*")
                .with("format_map", call -> BraceFormat.formatMap(call, lookup), "mapping", "/")
                .with("index", call -> TextSearch.find(call, false, true), "sub", "start?", "end?", "/")
                .with("isalnum", all(Character::isLetterOrDigit), "/")
                .with("isalpha", all(Character::isLetter), "/")
                .with(
                        "isascii",
                        call -> Call.bool(call.selfText().chars().chars().allMatch(c -> c < 0x80)),
                        "/")
                .with("isdecimal", all(Character::isDigit), "/")
                .with("isdigit", all(TextMethods::isDigit), "/")
                .with(
                        "isidentifier",
                        call -> Call.bool(isIdentifier(call.selfText().chars())),
                        "/")
                .with("islower", call -> Call.bool(Cases.areAll(call.selfText().chars(), false)), "/")
                .with("isnumeric", all(TextMethods::isNumeric), "/")
                .with(
                        "isprintable",
                        call -> Call.bool(call.selfText().chars().codePoints().allMatch(Quoting::isPrintable)),
                        "/")
                .with("isspace", all(Whitespace::is), "/")
                .with("istitle", call -> Call.bool(Cases.isTitle(call.selfText().chars())), "/")
                .with("isupper", call -> Call.bool(Cases.areAll(call.selfText().chars(), true)), "/")
                .with("join", TextMethods::join, "iterable", "/")
                .with("ljust", call -> TextLayout.padded(call, TextLayout.Side.RIGHT), "width", "fillchar?", "/")
                .with("lower", mapped(Cases::lower), "/")
                .with("lstrip", call -> strip(call, true, false), "chars?", "/")
                .with("partition", call -> TextSplitting.partition(call, false), "sep", "/")
                .with("removeprefix", call -> TextSearch.withoutAffix(call, true), "prefix", "/")
                .with("removesuffix", call -> TextSearch.withoutAffix(call, false), "suffix", "/")
                .with("replace", TextMethods::replace, "old", "new", "count?", "/")
                .with("rfind", call -> TextSearch.find(call, true, false), "sub", "start?", "end?", "/")
                .with("rindex", call -> TextSearch.find(call, true, true), "sub", "start?", "end?", "/")
                .with("rjust", call -> TextLayout.padded(call, TextLayout.Side.LEFT), "width", "fillchar?", "/")
                .with("rpartition", call -> TextSplitting.partition(call, true), "sep", "/")
                .with("rsplit", call -> TextSplitting.split(call, true), "sep?", "maxsplit?")
                .with("rstrip", call -> strip(call, false, true), "chars?", "/")
                .with("split", call -> TextSplitting.split(call, false), "sep?", "maxsplit?")
                .with("splitlines", TextSplitting::lines, "keepends?")
                .with("startswith", call -> TextSearch.affix(call, true), "prefix", "start?", "end?", "/")
                .with("strip", call -> strip(call, true, true), "chars?", "/")
                .with("swapcase", mapped(Cases::swap), "/")
                .with("title", mapped(Cases::title), "/")
                .with("upper", mapped(Cases::upper), "/")
                .with("zfill", TextLayout::zeroFilled, "width", "/");
    }

    private static Builtin.Body mapped(UnaryOperator<String> change) {
        return call -> call.selfText().changed(change, Cases.GROWTH, call.budget());
    }

    private static Builtin.Body all(IntPredicate property) {
        return call -> {
            String chars = call.selfText().chars();
            call.budget().work(chars.length());
            return Call.bool(!chars.isEmpty() && chars.codePoints().allMatch(property));
        };
    }

    private static boolean isDigit(int codePoint) {
        return Character.isDigit(codePoint) || "²³¹⁰⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉".indexOf(codePoint) >= 0;
    }

    private static boolean isNumeric(int codePoint) {
        int type = Character.getType(codePoint);
        return isDigit(codePoint) || type == Character.LETTER_NUMBER || type == Character.OTHER_NUMBER;
    }

    /** Whether a string could be a name. */
    private static boolean isIdentifier(String chars) {
        if (chars.isEmpty()) {
            return false;
        }
        int first = chars.codePointAt(0);
        return (first == '_' || Character.isUnicodeIdentifierStart(first))
                && chars.codePoints().skip(1).allMatch(c -> c == '_' || Character.isUnicodeIdentifierPart(c));
    }

    static Value strip(Call call, boolean left, boolean right) {
        String chars = call.selfText().chars();
        Optional<Text> unwanted = call.text("chars");
        unwanted.ifPresent(some -> Membership.payForSearch(chars, some.chars(), call.budget()));
        IntPredicate test = unwanted.<IntPredicate>map(
                        some -> codePoint -> some.chars().indexOf(codePoint) >= 0)
                .orElse(Whitespace::is);
        return call.selfText().like(Whitespace.strip(chars, test, left, right), call.budget());
    }

    private static Value join(Call call) {
        TextBuilder out = new TextBuilder(call.budget());
        Text self = call.selfText();
        int index = 0;
        for (Iterator<Value> rest = call.value("iterable").iterator(); rest.hasNext(); index++) {
            call.budget().step();
            Value element = rest.next();
            Text part;
            if (element instanceof Text text) {
                part = text;
            } else if (self.isSafe()) {
                part = Text.of(element.string(call.budget()));
            } else {
                throw new Fault("sequence item " + index + ": expected str instance, " + element.typeName() + " found");
            }
            out.append(index == 0 ? "" : self.chars()).append(self.beside(part, call.budget()));
        }
        return self.isSafe() ? Text.safe(out.toString()) : Text.of(out.toString());
    }

    private static Value replace(Call call) {
        Text self = call.selfText();
        String replacement = self.beside(call.requiredText("new"), call.budget());
        return self.like(
                replaced(call, self.chars(), call.requiredText("old").chars(), replacement, call.integer("count", -1)),
                call.budget());
    }

    /**
     * Replaces the first occurrences, or all if the count is negative; an empty string occurs between all characters.
     */
    static String replaced(Call call, String chars, String old, String replacement, int count) {
        Membership.payForSearch(chars, old, call.budget());
        long most = count < 0 ? Long.MAX_VALUE : count;
        TextBuilder out = new TextBuilder(call.budget());
        int at = 0;
        for (long done = 0; done < most; done++) {
            int next = chars.indexOf(old, at);
            if (next < 0) {
                break;
            }
            call.budget().step();
            if (!old.isEmpty()) {
                out.append(chars.substring(at, next)).append(replacement);
                at = next + old.length();
                continue;
            }
            out.append(replacement);
            if (at == chars.length()) {
                return out.toString();
            }
            String one = CodePoints.part(chars.substring(at, Math.min(at + 2, chars.length())), 0, 1);
            out.append(one);
            at += one.length();
        }
        return at == 0 ? chars : out.append(chars.substring(at)).toString();
    }
}
