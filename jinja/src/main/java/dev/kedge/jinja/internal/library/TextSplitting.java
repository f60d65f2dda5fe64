package dev.kedge.jinja.internal.library;

import dev.kedge.jinja.internal.guard.Budget;
import dev.kedge.jinja.internal.guard.Fault;
import dev.kedge.jinja.internal.operation.Membership;
import dev.kedge.jinja.internal.text.Whitespace;
import dev.kedge.jinja.internal.value.Items;
import dev.kedge.jinja.internal.value.Text;
import dev.kedge.jinja.internal.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Methods of strings that cut them. */
final class TextSplitting {

    private TextSplitting() {}

    static Value split(Call call, boolean fromRight) {
        int maxSplit = call.integer("maxsplit", -1);
        long most = maxSplit < 0 ? Long.MAX_VALUE : maxSplit;
        String chars = call.selfText().chars();
        Optional<Text> separator = call.text("sep");
        if (separator.isEmpty()) {
            Runnable each = () -> payForPart(call);
            return parts(
                    call,
                    fromRight ? Whitespace.wordsFromRight(chars, most, each) : Whitespace.words(chars, most, each));
        }
        String sep = separator.get().chars();
        if (sep.isEmpty()) {
            throw new Fault("empty separator");
        }
        Membership.payForSearch(chars, sep, call.budget());
        return parts(call, fromRight ? fromRight(chars, sep, most, call) : fromLeft(chars, sep, most, call));
    }

    private static List<String> fromLeft(String chars, String separator, long most, Call call) {
        List<String> parts = new ArrayList<>();
        int at = 0;
        for (int next = chars.indexOf(separator);
                next >= 0 && parts.size() < most;
                next = chars.indexOf(separator, at)) {
            payForPart(call);
            parts.add(chars.substring(at, next));
            at = next + separator.length();
        }
        parts.add(chars.substring(at));
        return parts;
    }

    private static List<String> fromRight(String chars, String separator, long most, Call call) {
        List<String> parts = new ArrayList<>();
        int end = chars.length();
        while (parts.size() < most) {
            int next = end < separator.length() ? -1 : chars.lastIndexOf(separator, end - separator.length());
            if (next < 0) {
                break;
            }
            payForPart(call);
            parts.add(chars.substring(next + separator.length(), end));
            end = next;
        }
        parts.add(chars.substring(0, end));
        Collections.reverse(parts);
        return parts;
    }

    private static void payForPart(Call call) {
        call.budget().make(Budget.REFERENCE + Budget.ELEMENT);
    }

    static Value lines(Call call) {
        String chars = call.selfText().chars();
        long ends = chars.chars().filter(Whitespace::endsLine).count();
        call.budget().make((ends + 1) * (Budget.REFERENCE + Budget.ELEMENT));
        return parts(call, Whitespace.lines(chars, call.flag("keepends", false)));
    }

    private static Value parts(Call call, List<String> parts) {
        Text self = call.selfText();
        List<Value> values = new ArrayList<>(parts.size());
        for (String part : parts) {
            values.add(self.like(part, call.budget()));
        }
        return Items.of(Items.Kind.LIST, values);
    }

    static Value partition(Call call, boolean last) {
        Text self = call.selfText();
        String chars = self.chars();
        String separator = call.requiredText("sep").chars();
        if (separator.isEmpty()) {
            throw new Fault("empty separator");
        }
        Membership.payForSearch(chars, separator, call.budget());
        int at = last ? chars.lastIndexOf(separator) : chars.indexOf(separator);
        if (at < 0) {
            Text none = self.like("", call.budget());
            return last ? Items.tuple(none, none, self) : Items.tuple(self, none, none);
        }
        return Items.tuple(
                self.like(chars.substring(0, at), call.budget()),
                self.like(separator, call.budget()),
                self.like(chars.substring(at + separator.length()), call.budget()));
    }
}
